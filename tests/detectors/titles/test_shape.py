"""Titles are read as people read them."""

import pytest

from detectors.titles.keywords import keywords
from detectors.titles.shape import (
    is_numbered_series,
    speaks_of_altered_speed,
    speaks_of_imitation,
    without_speed_words,
)
from detectors.titles.words import words


@pytest.mark.parametrize("title", ["Sleep Sounds 23", "White Noise Loop 7", "Moment 4", "夜の音 12"])
def test_a_running_number_makes_a_series(title: str) -> None:
    assert is_numbered_series(words(title))


@pytest.mark.parametrize(
    "title",
    ["22", "Mambo No. 5", "Symphony 9", "Prelude, Op. 28 No. 4", "Summer 1999", "Part 2", "7 Years", "Song"],
)
def test_a_number_of_another_kind_makes_none(title: str) -> None:
    assert not is_numbered_series(words(title))


@pytest.mark.parametrize(
    "title",
    ["Home (Sped Up)", "home sped up version", "Nightcore - Home", "Home (Slowed + Reverb)", "Home 8D Audio"],
)
def test_altered_speed(title: str) -> None:
    assert speaks_of_altered_speed(words(title))


@pytest.mark.parametrize(
    "title", ["Speed Demon", "Up", "Slow Dance", "Speed of Sound", "Reverb", "Night Core"]
)
def test_ordinary_words_are_no_altered_speed(title: str) -> None:
    assert not speaks_of_altered_speed(words(title))


def test_speed_words_are_taken_away() -> None:
    assert without_speed_words(words("Speed Demon (sped up)")) == ("speed", "demon")
    assert without_speed_words(words("Nightcore")) == ()


def test_imitation() -> None:
    assert speaks_of_imitation(words("Halo (In the Style of Beyonc\u00e9) [Karaoke Version]"))
    assert speaks_of_imitation(words("Sad Guitar Type Beat"))
    assert not speaks_of_imitation(words("Not My Type"))


def test_search_terms_are_counted_longest_first_and_once() -> None:
    found = keywords(words("Deep Sleep, White Noise for Study & Relax"))
    assert (found.terms, found.covered, found.words) == (4, 6, 7)


def test_one_such_word_is_no_more_than_one() -> None:
    assert keywords(words("Sleep Like a Baby Tonight")).terms == 1
    assert keywords(words("Purple Rain")).terms == 0
    assert keywords(()).share == 0.0
    assert keywords(("sleep",)).share == 0.0
