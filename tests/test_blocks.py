import pytest
import torch

from model_core.blocks import Attention, GRUCell, Pool, key_bias, neighbours, rotary_tables
from model_core.config import ModelConfig

TINY = ModelConfig.load("tiny")


def attend(block: int, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    torch.manual_seed(3)
    layer = Attention(TINY, block).eval()
    kept = mask[..., None]
    cos, sin = rotary_tables(x.shape[1], TINY.head_dim, TINY.rope_theta)
    with torch.no_grad():
        return layer(x * kept, key_bias(kept, block), kept, cos, sin)


def test_a_block_comes_with_half_a_block_on_either_side() -> None:
    rows = torch.arange(1, 13).view(1, 12, 1)
    assert neighbours(rows, 4).squeeze(-1).tolist() == [
        [0, 0, 1, 2, 3, 4, 5, 6],
        [3, 4, 5, 6, 7, 8, 9, 10],
        [7, 8, 9, 10, 11, 12, 0, 0],
    ]


@pytest.mark.parametrize("moved", [0, 23, 40, 63])
def test_a_row_reaches_its_block_and_half_a_block_more(moved: int) -> None:
    torch.manual_seed(1)
    x, mask, block = torch.randn(1, 64, TINY.d_model), torch.ones(1, 64), 16
    other = x.clone()
    other[0, moved] += 1
    changed = (attend(block, x, mask) != attend(block, other, mask)).any(dim=-1)[0].nonzero().flatten().tolist()
    reached = [row for row in range(64) if (row // block) * block - 8 <= moved < (row // block) * block + 24]
    assert changed == reached


def test_one_block_over_everything_is_full_attention() -> None:
    torch.manual_seed(1)
    x, mask = torch.randn(2, 32, TINY.d_model), torch.ones(2, 32)
    mask[1, 20:] = 0
    torch.testing.assert_close(attend(32, x, mask), attend(0, x, mask))


def test_pooling_keeps_groups_apart_and_padding_at_zero() -> None:
    torch.manual_seed(1)
    pool = Pool(TINY)
    h = torch.randn(1, 8, TINY.d_model)
    h[0, 5:] = 0
    with torch.no_grad():
        coarse = pool.coarse(h)
        other = h.clone()
        other[0, 2] += 1
        moved = (pool.coarse(other) != coarse).any(dim=-1)[0].tolist()
        assert pool.fine(coarse).shape == h.shape
    assert moved == [False, True, False, False]
    assert not coarse[0, 3].any()


def test_the_recurrence_is_the_same_in_one_kernel_as_row_by_row() -> None:
    torch.manual_seed(1)
    cell, rows, state = GRUCell(32), torch.randn(5, 4, 32), torch.randn(5, 32)
    live = (torch.tensor([4, 3, 0, 1, 2])[:, None] > torch.arange(4)).float()[..., None]
    (states, last), (all_at_once, end) = cell(rows, state, live), cell.whole(rows, state, live)
    torch.testing.assert_close(all_at_once * live, states * live)
    torch.testing.assert_close(end, last)
