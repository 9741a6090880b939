import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.training.lapped import analyse, basis, synthesise


@given(
    stride=st.sampled_from([2, 3, 4, 5, 6, 8]),
    blocks=st.integers(1, 40),
    channels=st.integers(1, 6),
    seed=st.integers(0, 2**31),
)
@settings(max_examples=60, deadline=None)
def test_synthesis_undoes_analysis(stride: int, blocks: int, channels: int, seed: int) -> None:
    sound = np.random.default_rng(seed).standard_normal((stride * blocks, channels)).astype(np.float32)
    split = analyse(sound, stride)
    assert split.shape == (blocks + 1, channels * stride)
    joined = synthesise(split, stride, basis(stride))
    assert joined.shape == sound.shape
    np.testing.assert_allclose(joined, sound, atol=2e-5)


@pytest.mark.parametrize("stride", [2, 5, 8])
def test_rows_of_the_basis_are_orthonormal(stride: int) -> None:
    rows = basis(stride).astype(np.float64)
    np.testing.assert_allclose(rows @ rows.T, np.eye(stride), atol=1e-6)


def test_basis_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        basis(4)[0, 0] = 1.0
