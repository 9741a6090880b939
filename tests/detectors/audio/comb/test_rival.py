"""The compiled searches give what trying one spacing after another gives."""

import numpy as np
import pytest

from detectors.audio.comb.families import MP3_LINES
from detectors.audio.comb.rival import any_spacing
from detectors.audio.comb.score import comb_z
from detectors.audio.comb.whiten import Whitened, whiten

BIN_HZ, STOP_HZ = 44_100 / 8192, 15_000.0


@pytest.fixture(scope="module")
def spectrum() -> Whitened:
    rng = np.random.default_rng(3)
    level = rng.normal(-60.0, 1.0, 3158)
    level[np.rint(np.arange(30, 150) * 103.1 / BIN_HZ).astype(int)] += 2.0
    found = whiten(level, BIN_HZ, STOP_HZ)
    assert found is not None
    return found


def test_every_spacing_scores_as_it_does_alone(spectrum: Whitened) -> None:
    found = any_spacing(spectrum)
    assert found.spacings_hz[0] == pytest.approx(20.0)
    assert 449.0 < found.spacings_hz[-1] < 450.0
    assert np.all(np.diff(np.log(found.spacings_hz)) * STOP_HZ < 1.001 * BIN_HZ)
    for i in range(0, len(found.z), 97):
        assert found.z[i] == pytest.approx(comb_z(spectrum, found.spacings_hz[i]), abs=1e-4)


def test_no_rival_is_related(spectrum: Whitened) -> None:
    found = any_spacing(spectrum)
    at = int(np.argmax(found.z))
    assert found.spacings_hz[at] == pytest.approx(103.1, rel=1e-3)
    related = [p / q * f for f in (103.1, *MP3_LINES) for p in range(1, 9) for q in range(1, 9)]
    apart = np.abs(np.log(found.spacings_hz[:, None] / np.array(related)[None, :])).min(axis=1)
    assert found.rival(103.1) == pytest.approx(found.z[apart > 0.004].max())
    assert found.rival(77.7) == found.z[at]
