"""Lines of notes that begin on a grid count for little, lines that are always there for all they are."""

import numpy as np
import pytest
from numpy.typing import NDArray

from detectors.audio.comb.continuity import most
from detectors.audio.comb.families import FAMILIES

AT = {family.slug: place for place, family in enumerate(FAMILIES)}


def seen(**views: tuple[float, float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Short and long frames of mid by slug, and the exact comb as strong as the long one; no side."""
    table, exact = np.full((len(FAMILIES), 4), np.nan), np.zeros(len(FAMILIES))
    table[:, :2] = 0.0
    for slug, (short, long) in views.items():
        table[AT[slug.removeprefix("at_")], :2] = short, long
        exact[AT[slug.removeprefix("at_")]] = long
    return table, exact


def test_what_short_frames_do_not_show_is_not_believed() -> None:
    limit = most(*seen(at_86_13=(0.0, 20.0), at_172_27=(8.0, 20.0)))
    assert limit[AT["86_13"]] == pytest.approx(2.0)
    assert limit[AT["172_27"]] > 20.0


def test_close_lines_need_odd_ones_beside_the_even_ones() -> None:
    # Of lines every 43.07 Hz half those every 21.53 Hz are missing: these score 1 / sqrt(2).
    grid = most(*seen(at_21_53=(0.0, 20.0 / np.sqrt(2.0)), at_43_07=(0.0, 20.0)))
    decoder = most(*seen(at_21_53=(0.0, 28.0), at_43_07=(0.0, 20.0)))
    for slug in ("21_53", "43_07"):
        assert grid[AT[slug]] < 4.0
        assert decoder[AT[slug]] > 28.0


def test_the_side_signal_s_short_frames_count_too() -> None:
    views, exact = seen(at_50=(0.0, 12.0))
    views[AT["50"], 2:] = 6.0, 9.0
    assert most(views, exact)[AT["50"]] > 12.0
