"""A fingerprint leaves a worker whole, and anything else is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.duplicates.bands import LONGEST_FRAMES
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.fingerprinter import Fingerprinter
from detectors.duplicates.gate import Gate
from tests.detectors.duplicates.sounds import fingerprint, noise, tune

WHOLE = fingerprint(tune(1, 9.0)).to_bytes()


def test_a_fingerprint_survives_its_journey() -> None:
    found = fingerprint(tune(1))
    again = Fingerprint.from_bytes(found.to_bytes())
    assert again.gate is Gate.OPEN
    for name in ("items", "image", "vector"):
        np.testing.assert_array_equal(getattr(again, name), getattr(found, name))
        assert getattr(again, name).dtype == getattr(found, name).dtype


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_other_bytes_are_no_fingerprint(value: bytes) -> None:
    with pytest.raises(ValueError, match="no fingerprint"):
        Fingerprint.from_bytes(value)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 400), st.sampled_from([b"", b"\0", b"more"]))
def test_a_cut_or_lengthened_fingerprint_is_none(cut: int, more: bytes) -> None:
    whole = WHOLE
    changed = whole[: len(whole) - cut] + more
    if len(changed) != len(whole):
        with pytest.raises(ValueError, match="no fingerprint"):
            Fingerprint.from_bytes(changed)


def test_nothing_heard_gives_no_fingerprint() -> None:
    assert Fingerprinter().finish() is None


def test_half_an_hour_is_enough() -> None:
    listener = Fingerprinter()
    piece = noise(1, 100.0)
    for _ in range(19):
        listener.push(piece)
    found = listener.finish()
    assert found is not None
    assert LONGEST_FRAMES - 30 < len(found.items) < LONGEST_FRAMES
    assert Fingerprint.from_bytes(found.to_bytes()).image.shape == found.image.shape
