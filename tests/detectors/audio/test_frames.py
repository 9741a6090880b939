"""Blocks of any size become stretches that whole numbers of frames fill."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.audio.frames import scaled_size, stretch_samples, stretches


@given(st.lists(st.integers(0, 50), max_size=12), st.integers(1, 3))
def test_every_sample_comes_once_and_in_order(sizes: list[int], channels: int) -> None:
    total = sum(sizes)
    sound = np.arange(total * channels, dtype=np.float32).reshape(total, channels)
    edges = np.cumsum([0, *sizes])
    blocks = [sound[a:b] for a, b in pairwise(edges)]
    parts = [part.copy() for part in stretches(blocks, 16)]
    assert all(len(part) == 16 for part in parts[:-1])
    got = np.concatenate([*parts, np.zeros(0, np.complex64)])
    np.testing.assert_array_equal(got.real, sound[:, 0])
    np.testing.assert_array_equal(got.imag, sound[:, min(1, channels - 1)])


@pytest.mark.parametrize(("rate", "size"), [(44_100, 8192), (48_000, 8192), (22_050, 4096), (96_000, 16384)])
def test_frames_keep_their_duration_at_other_rates(rate: int, size: int) -> None:
    assert scaled_size(8192, rate) == size


@pytest.mark.parametrize("rate", [8_000, 32_000, 44_100, 48_000, 96_000, 384_000])
def test_a_stretch_holds_whole_frames_of_every_length(rate: int) -> None:
    length = stretch_samples(rate)
    assert {length % scaled_size(n, rate) for n in (8192, 16384, 32768, 65536)} == {0}
    assert 3.0 < length / rate < 6.1
