"""A signature is the pattern of spacings, not how loud or long a recording is."""

import numpy as np
import pytest

from detectors.attribution.signature import FEATURES, LINES, signature
from tests.detectors.attribution.kinds import PATTERNS, recording

RNG = np.random.default_rng(1)


def test_the_same_pattern_at_another_strength_points_the_same_way() -> None:
    one = recording(PATTERNS["Anvil"], RNG)
    twice = one | {name: 2.0 * value for name in LINES if (value := one[name]) is not None}
    first, second = signature(one), signature(twice)
    assert first is not None
    assert second is not None
    assert float(first[: len(LINES)] @ second[: len(LINES)]) > 0.995


def test_what_has_no_pattern_has_no_signature() -> None:
    assert signature(recording({}, RNG)) is None


@pytest.mark.parametrize("name", FEATURES)
def test_a_missing_value_is_no_gap(name: str) -> None:
    found = signature(recording(PATTERNS["Anvil"], RNG) | {name: None})
    assert found is None or np.isfinite(found).all()
