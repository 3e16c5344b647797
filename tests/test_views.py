"""Second views of a message: what they keep, and that training reads them with what they are views of."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from pathlib import Path
from random import Random

import pytest
import torch

from model_core.dsl import serialize
from model_core.tokenizer import Tokenizer
from training import losses
from training.config import TrainConfig
from training.dataset import divide, pool, tokens_of, units
from training.generate import Message, threads
from training.train import Trainer
from training.views import second_view

SMOKE = TrainConfig.load("training/recipes/smoke.yaml")


@pytest.fixture(scope="module")
def viewed() -> list[tuple[Message, Message]]:
    drawn = [thread[-1] for thread in itertools.islice(threads(9, "train", None), 150)]
    return [(message, second_view(message, Random(number), "train")) for number, message in enumerate(drawn)]


def values(message: Message) -> Counter[tuple[str, str]]:
    """(type, text) of every labelled value."""
    texts = dict(serialize(message.event).content())
    return Counter((span.type, texts[span.field][span.start : span.end]) for span in message.spans)


def test_a_view_keeps_every_value_and_every_other_score(viewed: list[tuple[Message, Message]]) -> None:
    hidden = 0
    for one, other in viewed:
        assert Counter(span.type for span in other.spans) == Counter(span.type for span in one.spans)
        assert all(other.scores[head] == one.scores[head] for head in one.scores if head != "obfuscation")
        assert other.scores["obfuscation"] >= one.scores["obfuscation"]
        changed = other.obfuscation != one.obfuscation
        assert (values(other) != values(one)) == changed
        assert changed or len(other.event["body"]) > len(one.event["body"])
        hidden += changed
    assert 20 < hidden < len(viewed) - 20


@pytest.mark.parametrize("blend", [False, True])
def test_views_stay_with_what_they_are_views_of(tokenizer: Tokenizer, blend: bool) -> None:
    config = dataclasses.replace(SMOKE, pool_threads=40, view_share=0.5, blend=blend)
    batches = [batch for step in pool(config, tokenizer, None, "train", 5) for batch in step]
    count = 0
    for unit in (unit for batch in batches for part in divide(batch, 2) for unit in units(part)):
        first, *views = unit
        assert first[-1].view_of is None
        assert all(view[-1].view_of is first[-1] and view[:-1] == first[:-1] for view in views)
        count += len(views)
    assert count > 8
    assert sum(map(tokens_of, batches)) == sum(tokens_of(part) for batch in batches for part in divide(batch, 3))


def test_views_that_disagree_cost() -> None:
    one, other = torch.zeros(2, 4), torch.full((2, 4), 2.0)
    assert losses.view_loss(one, one, torch.ones(2, 4)) == 0
    apart = losses.view_loss(one, other, torch.ones(2, 4))
    assert losses.view_loss(one, other, torch.eye(2, 4)) == apart / 4


def test_training_counts_the_disagreement(tmp_path: Path, tokenizer_path: Path) -> None:
    (tmp_path / "tokenizer.model").write_bytes(tokenizer_path.read_bytes())
    config = dataclasses.replace(SMOKE, pool_threads=24, view_share=1.0, steps=1, workers=2)
    trainer = Trainer(config, None, tmp_path)
    drawn = pool(config, trainer.tokenizer, None, "train", 5)
    assert sum(trainer.optimise(batches).get("views", 0.0) for batches in drawn[:3]) > 0
