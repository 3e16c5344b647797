"""The training loop's promises, on frames alone and the tiny shape."""

import contextlib
import dataclasses
import itertools
from pathlib import Path

import numpy as np
import pytest
import torch

from model_core.calibration import Calibration
from model_core.config import ConfigError, ModelConfig
from model_core.dsl import serialize
from model_core.hrm import HRMDLP
from model_core.labels import BIO_TAGS, IGNORE, OUTSIDE, SCORES, TYPES
from model_core.spans import align
from model_core.tokenizer import Tokenizer
from training import losses
from training.calibrate import fit_head, fit_thresholds
from training.config import TrainConfig
from training.dataset import Batch, make_row, pack, pool, pools, rows_of, tokens_of
from training.generate import LabelSpan, Message, threads
from training.metrics import expected_calibration_error, false_positives_at_recall
from training.predict import Prediction
from training.restart import UNSEEN, soup
from training.train import Trainer
from training.unroll import Corruption, unroll

RECIPES = Path(__file__).parent.parent / "training" / "recipes"
SMOKE = TrainConfig.load(RECIPES / "smoke.yaml")


@pytest.mark.parametrize("recipe", sorted(RECIPES.glob("*.yaml")), ids=lambda path: path.stem)
def test_recipes_are_valid(recipe: Path) -> None:
    TrainConfig.load(recipe)


def test_a_recipes_wrong_value_is_named() -> None:
    with pytest.raises(ConfigError, match="full_segments: 64"):
        dataclasses.replace(SMOKE, full_segments=(64,))


def message(body: str, *spans: LabelSpan) -> Message:
    event = {"kind": "chat", "sender": {"address": "a@b.example"}, "recipients": [], "body": body}
    full, base = dict.fromkeys(SCORES, 0.9), dict.fromkeys(SCORES, 0.1)
    flags = dict.fromkeys(("has_nda", "has_matter", "secret_shared", "pii_shared", "external_joined"), False)
    return Message(event, spans, frozenset(TYPES), full, base, flags, "t", "s", None)


def test_a_prefix_is_labelled_by_what_it_holds(tokenizer: Tokenizer) -> None:
    body = "please review the invoice. " * 60 + "card 4539148803436467"
    row = make_row(
        message(body, LabelSpan("PAN", "body", len(body) - 16, len(body))), tokenizer, set(), 128, SMOKE.model_config()
    )
    assert len(row.segments) > 2
    assert np.allclose(row.doc[:-1], 0.1)
    assert np.allclose(row.doc[-1], 0.9)
    cropped = make_row(row.message, tokenizer, set(), 128, SMOKE.model_config(), window=256)
    assert np.allclose(cropped.doc, 0.1)


def test_unknown_types_are_no_wrong_negatives() -> None:
    logits = torch.zeros(1, 21)
    logits[0, 2 * TYPES.index("NAME")] = 8.0
    unknown = torch.zeros(1, 10, dtype=torch.bool)
    outside = torch.tensor([OUTSIDE])
    known_loss = losses.tag_loss(logits, outside, unknown)
    unknown[0, TYPES.index("NAME")] = True
    assert losses.tag_loss(logits, outside, unknown) < 0.05 < known_loss


def batch_of(tokenizer: Tokenizer, count: int, size: int = 128) -> Batch:
    stream = threads(3, "train", None)
    return [rows_of(next(stream), tokenizer, SMOKE.model_config(), size, window=256) for _ in range(count)]


def test_unroll_visits_every_owned_token_once(tokenizer: Tokenizer) -> None:
    batch = batch_of(tokenizer, 6)
    model = HRMDLP(ModelConfig.load("tiny"))
    with torch.no_grad():
        seen = sum(int((call.tags != IGNORE).sum()) for call in unroll(model, batch))
    # A row that is cropped where two segments overlap owns less than it reads.
    parts = [part for thread in batch for row in thread for part in row.segments]
    assert seen == sum(part.own_stop - part.own_start for part in parts) <= tokens_of(batch)


def test_a_message_teaches_memory_what_to_keep_of_those_before(tokenizer: Tokenizer) -> None:
    model = HRMDLP(ModelConfig.load("tiny"))
    torch.nn.init.normal_(model.memory_in.weight)
    batch = [thread for thread in batch_of(tokenizer, 40) if len(thread) > 1][:2]
    torch.stack([call.output.doc.sum() for call in unroll(model, batch)]).sum().backward()
    given = model.memory_head.out.weight.grad
    assert given is not None
    assert given.abs().max() > 0


def test_nothing_links_two_segments(tokenizer: Tokenizer) -> None:
    model = HRMDLP(ModelConfig.load("tiny"))
    alone = [[row] for thread in batch_of(tokenizer, 20) for row in thread if len(row.segments) > 1]
    for call in unroll(model, alone):
        (call.output.doc.sum() + call.output.memory.sum()).backward()


def test_corruption_hides_tokens_and_rolls_whole_strides(tokenizer: Tokenizer) -> None:
    model = HRMDLP(ModelConfig.load("tiny"))
    corruption = Corruption(0.3, 1.0, 0.5, torch.Generator().manual_seed(1))
    with torch.no_grad():
        calls = list(unroll(model, batch_of(tokenizer, 8, size=256), corruption))
    assert any(bool(call.masked.any()) for call in calls)
    assert all(bool((call.shuffled == call.shufflable).all()) for call in calls)
    assert any(bool(call.shuffled.any()) for call in calls)
    for call in calls:
        assert not (call.masked & (call.mask == 0)).any()


def test_packing_loses_no_thread_and_keeps_the_budget(tokenizer: Tokenizer) -> None:
    rows = batch_of(tokenizer, 30)
    batches = pack(rows, 1500)
    assert sum(len(batch) for batch in batches) == 30
    for batch in batches:
        assert len({len(thread) for thread in batch}) == 1
        assert tokens_of(batch) <= 1500 or len(batch) == 1


def test_a_blend_loses_no_thread_and_mixes_lengths(tokenizer: Tokenizer) -> None:
    rows = batch_of(tokenizer, 30)
    budget = tokens_of(rows) // 3
    batches = pack(rows, budget, blend=True)
    assert sorted(id(thread) for batch in batches for thread in batch) == sorted(map(id, rows))
    for batch in batches:
        assert len({len(thread) for thread in batch}) > 2
        assert 0.5 * budget < tokens_of(batch) < 1.5 * budget


def test_pools_come_in_order_however_many_draw_them(tokenizer_path: Path) -> None:
    def ids(drawers: int) -> list[list[int]]:
        config = dataclasses.replace(SMOKE, pool_threads=4, drawers=drawers)
        with contextlib.closing(pools(config, tokenizer_path, None, 2)) as drawn:
            some = [steps for _, steps in zip(range(4), drawn, strict=False)]
        return [row.ids.tolist() for steps in some for batches in steps for b in batches for t in b for row in t]

    assert ids(1) == ids(3)


def test_a_pool_depends_on_seed_and_number_alone(tokenizer: Tokenizer) -> None:
    config = dataclasses.replace(SMOKE, pool_threads=8)

    def ids(number: int) -> list[list[int]]:
        steps = pool(config, tokenizer, None, "train", number)
        return [row.ids.tolist() for step in steps for batch in step for thread in batch for row in thread]

    assert ids(1) == ids(1) != ids(0)


def trainer(run: Path, tokenizer_path: Path, workers: int = SMOKE.workers) -> Trainer:
    run.mkdir(exist_ok=True)
    (run / "tokenizer.model").write_bytes(tokenizer_path.read_bytes())
    config = dataclasses.replace(
        SMOKE, steps=4, pool_threads=8, batch_tokens=400, micro_tokens=600, checkpoint_every=2, eval_every=100,
        workers=workers,
    )  # fmt: skip
    return Trainer(config, None, run)


def advance(run: Trainer, count: int) -> None:
    for batches in itertools.islice(run._steps(), count):
        run.optimise(batches)


def test_a_run_that_was_cut_off_ends_as_one_that_was_not(tmp_path: Path, tokenizer_path: Path) -> None:
    shape = ModelConfig.load("tiny")
    vocabulary = Tokenizer(tokenizer_path).vocab_size
    assert vocabulary <= shape.vocab_size
    whole = trainer(tmp_path / "whole", tokenizer_path)
    advance(whole, 4)
    cut = trainer(tmp_path / "cut", tokenizer_path)
    advance(cut, 2)
    cut.save()
    resumed = trainer(tmp_path / "cut", tokenizer_path)
    assert resumed.step == 2
    advance(resumed, 2)
    for (name, one), two in zip(whole.model.named_parameters(), resumed.model.parameters(), strict=True):
        assert torch.equal(one, two), name


def test_runs_of_one_seed_agree_bit_by_bit_whatever_their_threads_do(tmp_path: Path, tokenizer_path: Path) -> None:
    def weights(name: str) -> list[torch.Tensor]:
        run = trainer(tmp_path / name, tokenizer_path, workers=2)
        run.half = True  # where threads could share what was cast
        advance(run, 4)
        return list(run.model.parameters())

    assert all(torch.equal(one, two) for one, two in zip(weights("one"), weights("two"), strict=True))


def test_training_lowers_the_loss(tmp_path: Path, tokenizer_path: Path) -> None:
    run = trainer(tmp_path / "run", tokenizer_path)
    steps = run._steps()
    batches = next(steps)
    before = run.optimise(batches)["tags"]
    for _ in range(5):
        after = run.optimise(batches)["tags"]
    assert after < before


def test_metrics() -> None:
    labels = np.array([True] * 20 + [False] * 80)
    perfect = np.where(labels, 0.9, 0.1)
    assert false_positives_at_recall(labels, perfect) == 0.0
    assert false_positives_at_recall(labels, np.full(100, 0.5)) == 1.0
    assert np.isnan(false_positives_at_recall(labels[:20], perfect[:20]))
    assert expected_calibration_error(labels.astype(float), np.full(100, 0.2)) == pytest.approx(0.0)
    assert expected_calibration_error(labels.astype(float), np.full(100, 0.7)) == pytest.approx(0.5)


def test_calibration_recovers_a_known_temperature_and_bias() -> None:
    rng = np.random.default_rng(0)
    true = rng.normal(size=4000)
    targets = (rng.random(4000) < 1 / (1 + np.exp(-true))).astype(np.float32)
    temperature, bias = fit_head(((true - 0.5) * 3).astype(np.float32), targets)
    assert temperature == pytest.approx(3, rel=0.15)
    assert bias == pytest.approx(0.5, abs=0.15)


def test_a_threshold_is_fitted_to_what_the_evidence_pass_did_not_find(tokenizer: Tokenizer) -> None:
    def predicted(body: str, gold: tuple[LabelSpan, ...], said: tuple[LabelSpan, ...], sure: float) -> Prediction:
        row = make_row(message(body, *gold), tokenizer, set(), 128, ModelConfig.load("tiny"))
        tags = align(row.tokens, serialize(row.message.event), said)
        logits = np.zeros((len(tags), len(BIO_TAGS)), np.float32)
        logits[np.arange(len(tags)), tags] = sure
        return Prediction(row, np.zeros((1, 4), np.float32), logits)

    mail = LabelSpan("EMAIL", "body", 0, 15)
    guess = LabelSpan("EMAIL", "body", 0, 4)
    rows = [predicted("ann@example.org is hers", (mail,), (mail,), 9.0) for _ in range(9)]
    wrong = [predicted("kettle on the stove", (), (guess,), 9.0)]
    # Nine of ten are right, but those nine the evidence pass had found.
    plain = Calibration.identity()
    plain.bias[:] = -2
    assert fit_thresholds(rows + wrong, [], plain)[0, TYPES.index("EMAIL")] > 1
    name = LabelSpan("NAME", "body", 8, 15)
    right = [predicted("we told Krz Mux", (name,), (name,), 6.0) for _ in range(25)]
    doubtful = [predicted("we told Kettles", (), (name,), 4.0) for _ in range(5)]
    thresholds = fit_thresholds(right + doubtful, [], plain)[:, TYPES.index("NAME")]
    assert ((thresholds >= 0.4) & (thresholds <= 1)).all()
    # A listed given name is support enough, so it says nothing about the others.
    listed = [predicted("we told Ann Lee", (name,), (name,), 6.0) for _ in range(25)]
    assert fit_thresholds(listed + doubtful, [], plain)[0, TYPES.index("NAME")] > 1


def test_disguised_messages_have_thresholds_of_their_own(tokenizer: Tokenizer) -> None:
    card = LabelSpan("PAN", "body", 5, 21)

    def predicted(scored: float, said: tuple[LabelSpan, ...]) -> Prediction:
        row = make_row(message("card AgBOB0GzASABO7Bx", card), tokenizer, set(), 128, ModelConfig.load("tiny"))
        tags = align(row.tokens, serialize(row.message.event), said)
        logits = np.zeros((len(tags), len(BIO_TAGS)), np.float32)
        logits[np.arange(len(tags)), tags] = 9.0
        return Prediction(row, np.full((1, 4), scored, np.float32), logits)

    noticed, unnoticed = [predicted(3.0, (card,)) for _ in range(15)], [predicted(-3.0, (card,)) for _ in range(15)]
    plain, disguised = fit_thresholds(unnoticed, noticed, Calibration.identity())[:, TYPES.index("PAN")]
    assert plain > 1, "too few were right to stand alone"
    assert disguised < 1
    # What does not score as disguised is not counted twice.
    assert (fit_thresholds(unnoticed, unnoticed, Calibration.identity())[1] > 1).all()


def test_a_soup_is_the_mean_of_its_runs(tmp_path: Path) -> None:
    shape = ModelConfig.load("tiny")
    states = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        states.append(HRMDLP(shape).state_dict())
        run = tmp_path / str(seed)
        run.mkdir()
        torch.save({"average": states[-1]}, run / "checkpoint.pt")
    mean = soup(shape, tmp_path / "1", tmp_path / "2").state_dict()
    for name, one in states[0].items():
        torch.testing.assert_close(mean[name], one if name.startswith(UNSEEN) else (one + states[1][name]) / 2)
    alone = soup(shape, tmp_path / "1").state_dict()
    assert all(torch.equal(alone[name], one) for name, one in states[0].items())
