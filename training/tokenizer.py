"""Train the piece model: ``python -m training.tokenizer RECIPE --carriers DIR --out FILE``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import sentencepiece

from model_core.dsl import serialize
from model_core.tokenizer import CONTROL_SYMBOLS, PAD, UNK
from training.config import TrainConfig
from training.generate import threads

CHUNK = 4000
"""Characters of one training sentence; longer values are cut."""


def texts(config: TrainConfig, carriers: Path | None) -> Iterator[str]:
    """Values of generated training messages, cut to sentences the trainer accepts."""
    left = config.tokenizer_messages
    for thread in threads(config.seed, "train", carriers):
        for message in thread:
            left -= 1
            for value in serialize(message.event).values:
                # The trainer's line format has no escape for NUL; byte fallback covers it.
                text = value.text.replace("\0", "")
                for at in range(0, len(text), CHUNK):
                    yield text[at : at + CHUNK]
        if left <= 0:
            return


def fit(sentences: Iterable[str], vocab_size: int, out: Path, exact: bool = True) -> None:
    """Write a unigram model of ``sentences`` to ``out``; a small text may fill fewer pieces if not ``exact``."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_writer=file,
            model_type="unigram",
            vocab_size=vocab_size,
            hard_vocab_limit=exact,
            normalization_rule_name="identity",
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            allow_whitespace_only_pieces=True,
            byte_fallback=True,
            split_digits=True,
            character_coverage=0.9995,
            max_sentence_length=4 * CHUNK,
            pad_id=PAD,
            unk_id=UNK,
            bos_id=-1,
            eos_id=-1,
            control_symbols=list(CONTROL_SYMBOLS),
            user_defined_symbols=["\n", "\t"],
            num_threads=2,
            minloglevel=1,
        )


def train(config: TrainConfig, carriers: Path | None, out: Path) -> None:
    """Write a model of the recipe's vocabulary size over its own messages to ``out``."""
    fit(texts(config, carriers), config.model_config().vocab_size, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--carriers", type=Path, default=None)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    train(TrainConfig.load(args.recipe), args.carriers, args.out)


if __name__ == "__main__":
    main()
