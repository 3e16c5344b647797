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
from training.generate.carriers import share

CHUNK = 4000
"""Characters of one training sentence; longer values are cut."""
FILE_CHARACTERS = 1_500_000
"""Taken of each carrier file, so that none fills the vocabulary."""


def texts(config: TrainConfig, carriers: Path | None) -> Iterator[str]:
    """Real texts and values of generated messages, cut to sentences the trainer accepts.

    Generated messages alone would spend the vocabulary on invented names and keys: the real texts make a message
    of other people up to a tenth shorter.
    """
    for text in real_texts(carriers):
        yield from sentences(text)
    left = config.tokenizer_messages
    for thread in threads(config.seed, "train", carriers):
        for message in thread:
            left -= 1
            for value in serialize(message.event).values:
                yield from sentences(value.text)
        if left <= 0:
            return


def real_texts(carriers: Path | None) -> Iterator[str]:
    """The training share of every carrier file, up to `FILE_CHARACTERS` of each."""
    for path in sorted(carriers.glob("*.jsonl.gz")) if carriers is not None else ():
        left = FILE_CHARACTERS
        for _, row in share(path, "train"):
            left -= len(row["text"])
            yield row["text"]
            if left <= 0:
                break


def sentences(text: str) -> Iterator[str]:
    """Pieces of a text that the trainer accepts: no NUL, which its line format can't escape, and none too long."""
    text = text.replace("\0", "")
    for at in range(0, len(text), CHUNK):
        yield text[at : at + CHUNK]


def fit(lines: Iterable[str], vocab_size: int, out: Path, exact: bool = True) -> None:
    """Write a unigram model of ``lines`` to ``out``; a small text may fill fewer pieces if not ``exact``."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
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
