"""Altered copies are found by title and length; official versions and chance are not."""

import pytest

from detectors.duplicates.memory import MemoryTitles
from detectors.duplicates.speed_copies import base_words, speed_copy_ratio, titled
from detectors.titles.features import full_title
from tests.detectors.tracks import make_track


def ratio(
    *, title: str, artist: str = "Copycat", sender: str = "Fast", seconds: float = 160.0, **given: str
) -> float | None:
    titles = MemoryTitles()
    original = titled(make_track(title="Golden River", display_artist="Maya", sender="Kind"), 200.0)
    assert original is not None
    titles.add(original)
    track = make_track(title=title, display_artist=artist, sender=sender, duration_s=seconds, **given)
    own = titled(track, seconds)
    assert own is not None
    return speed_copy_ratio(full_title(track), own, titles.known(own.title))


@pytest.mark.parametrize(
    "title",
    ["Golden River (Sped Up)", "Golden River - Nightcore", "Nightcore - Golden River", "River Golden"],
)
def test_copies_are_found(title: str) -> None:
    assert ratio(title=title) == pytest.approx(1.25)


def test_the_version_field_counts_as_title() -> None:
    assert ratio(title="Golden River", version_title="Sped Up") == pytest.approx(1.25)


def test_slowed_copies_are_found() -> None:
    assert ratio(title="Golden River (Slowed + Reverb)", seconds=240.0) == pytest.approx(200 / 240)


@pytest.mark.parametrize(
    "given",
    [
        {"artist": "MAYA"},
        {"sender": "Kind"},
        {"seconds": 200.0},
        {"seconds": 90.0},
        {"title": "Golden River (Live)"},
        {"title": "Silver River (Sped Up)"},
    ],
    ids=["same artist", "same sender", "same length", "far too short", "no speed word", "another title"],
)
def test_what_is_no_copy(given: dict[str, object]) -> None:
    assert ratio(**({"title": "Golden River (Sped Up)"} | given)) == 1.0  # type: ignore[arg-type]


def test_without_a_length_nothing_is_known() -> None:
    assert titled(make_track(duration_s=None), None) is None
    assert speed_copy_ratio("x", None, ()) is None


def test_base_words() -> None:
    assert base_words("Sped Up") == ()
    assert base_words("Home (Sped Up) - Live") == ("home",)
