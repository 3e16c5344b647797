import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model_core.segments import bucket, cut

QUALITY = arrays(np.int8, st.integers(0, 700), elements=st.integers(0, 4))


@given(QUALITY)
def test_owned_ranges_tile_and_segments_cover_them(quality: np.ndarray) -> None:
    segments = cut(quality, size=128, stride=32)
    assert segments[0].own_start == 0
    assert segments[-1].own_stop == len(quality)
    for one, two in itertools.pairwise(segments):
        assert one.own_stop == two.own_start
        assert one.start < two.start
    for s in segments:
        assert s.start <= s.own_start <= s.own_stop <= s.stop <= s.start + 128


@given(QUALITY)
def test_neighbours_overlap_only_where_there_is_no_break(quality: np.ndarray) -> None:
    segments = cut(quality, size=128, stride=32)
    for one, two in itertools.pairwise(segments):
        window = quality[one.start + 128 - 32 + 1 : one.start + 128 + 1]
        if window.max() > 0:
            assert two.start == one.stop
            assert quality[one.stop] == window.max()
        else:
            assert two.start == one.stop - 32


def test_the_latest_of_the_best_breaks_is_taken() -> None:
    quality = np.zeros(200, np.int8)
    quality[[100, 105, 120]] = (3, 3, 1)
    assert cut(quality, 128, 32)[0].stop == 105


def test_short_and_empty_messages_are_one_segment() -> None:
    assert len(cut(np.zeros(0, np.int8), 128, 32)) == 1
    assert len(cut(np.zeros(128, np.int8), 128, 32)) == 1


def test_bucket() -> None:
    assert [bucket(n, (64, 128)) for n in (0, 64, 65, 128)] == [64, 64, 128, 128]
    with pytest.raises(ValueError, match="exceed"):
        bucket(129, (64, 128))
