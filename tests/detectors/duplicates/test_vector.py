"""The vector stays where it is when speed and pitch change, and its whitening is read or refused whole."""

from pathlib import Path

import numpy as np
import pytest

from detectors.duplicates.invariant import LENGTH, invariant
from detectors.duplicates.neighbours import cosines
from detectors.duplicates.whitening import DIMENSIONS, fit, shipped
from detectors.errors import ModelMissingError
from tests.detectors.duplicates.sounds import faster, fingerprint, tune


def test_a_copy_at_another_speed_is_nearer_than_any_other_tune() -> None:
    others = np.array([fingerprint(tune(seed)).vector for seed in range(8)])
    for speed in (0.9, 1.1, 1.2):
        near = cosines(others, fingerprint(faster(tune(3), speed)).vector)
        assert int(near.argmax()) == 3
        assert near[3] > 0.5


def test_a_vector_has_a_length_of_one_and_does_not_know_loudness() -> None:
    vector = fingerprint(tune(1)).vector.astype(float)
    assert np.linalg.norm(vector) == pytest.approx(256.0, rel=0.02)
    quiet = fingerprint(np.rint(tune(1) * 8192).astype(np.float32) / 32_768).vector
    assert cosines(vector[None], quiet)[0] > 0.98


def test_whitened_axes_have_equal_spread() -> None:
    raws = np.random.default_rng(1).normal(size=(500, LENGTH)).astype(np.float32) * np.arange(1, LENGTH + 1)
    found = fit(raws)
    white = (raws - found.mean) @ found.basis
    np.testing.assert_allclose(white.std(axis=0), 1.0, rtol=0.01)
    assert found.of(raws[0]).shape == (DIMENSIONS,)


def test_too_few_recordings_teach_nothing() -> None:
    with pytest.raises(ValueError, match="too few"):
        fit(np.zeros((DIMENSIONS, LENGTH), dtype=np.float32))


def test_an_image_of_one_row_has_a_vector() -> None:
    assert np.isfinite(invariant(np.ones((1, 36), dtype=np.int8))).all()


@pytest.mark.parametrize("harm", ["absent", "no archive", "another shape"])
def test_a_whitening_that_cannot_be_used_is_refused(harm: str, tmp_path: Path) -> None:
    path = tmp_path / "vector.npz"
    if harm == "no archive":
        path.write_bytes(b"nothing")
    if harm == "another shape":
        np.savez(path, mean=np.zeros(3), basis=np.zeros((3, 2)))
    with pytest.raises(ModelMissingError, match="whitening of sound vectors"):
        shipped(path)
