"""Shared fixtures: a small tokenizer and a small random network, exported once a session."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sentencepiece

from model_core.tokenizer import CONTROL_SYMBOLS, PAD, UNK, Tokenizer


def _sentences() -> list[str]:
    rng = random.Random(7)
    words = [
        *("invoice", "meeting", "please", "review", "the", "attached", "contract", "key", "card", "release"),
        *("thanks", "tomorrow", "account", "number", "deploy", "branch", "customer", "address", "phone", "secret"),
    ]
    lines = []
    for _ in range(4000):
        line = " ".join(rng.choices(words, k=rng.randint(3, 12)))
        lines.append(
            f"{line.capitalize()}. {rng.randint(0, 99999)}@{rng.choice(words)}.example\n\tRe: {rng.choice(words)}!"
        )
    return lines


@pytest.fixture(scope="session")
def tokenizer_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A piece model of the tiny shape's vocabulary."""
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.model"
    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(_sentences()),
            model_writer=file,
            vocab_size=2000,
            hard_vocab_limit=False,
            normalization_rule_name="identity",
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            allow_whitespace_only_pieces=True,
            byte_fallback=True,
            split_digits=True,
            pad_id=PAD,
            unk_id=UNK,
            bos_id=-1,
            eos_id=-1,
            control_symbols=list(CONTROL_SYMBOLS),
            user_defined_symbols=["\n", "\t"],
            minloglevel=2,
        )
    return path


@pytest.fixture(scope="session")
def tokenizer(tokenizer_path: Path) -> Tokenizer:
    return Tokenizer(tokenizer_path)
