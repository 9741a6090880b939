"""Copied names are noticed, and names of the whole world are left in peace."""

# ruff: noqa: RUF001 - letters of other scripts are what is tested

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.titles.famous import NAMES, famous_names_in, lookalike
from detectors.titles.skeleton import mixed_script_words, name_key, skeleton


@pytest.mark.parametrize(
    "name",
    [
        "Kendrik Laamar",
        "Arriana Gramde",
        "Jutin Biber",
        "\u0410riana Grande",
        "Tayl0r Sw1ft",
        "T A Y L O R  S W I F T",
        "Coldpl\u0430y",
    ],
)
def test_near_copies_are_noticed(name: str) -> None:
    assert lookalike(name) > 0.8


@pytest.mark.parametrize("name", NAMES)
def test_the_name_itself_is_no_copy(name: str) -> None:
    assert lookalike(name) == 0.0
    assert lookalike(name.upper()) == 0.0
    assert lookalike(f"{name} feat. Somebody Else") == 0.0


@pytest.mark.parametrize(
    "name",
    [
        "Beyonce",
        "Сара Иванова",
        "Ελένη Φουρέιρα",
        "宇多田ヒカル",
        "아이유",
        "محمد منير",
        "Taylor Smith",
        "Adel",
        "Drake",
    ],
)
def test_ordinary_names_are_no_copies(name: str) -> None:
    assert lookalike(name) == 0.0
    assert mixed_script_words(name) == 0


@pytest.mark.parametrize(
    "title", ["J-POP 夜に駆ける", "Love 사랑", "Слово Word", "βeta"[1:], "Ночь & Day", "DJ Ä"]
)
def test_scripts_side_by_side_are_ordinary(title: str) -> None:
    assert mixed_script_words(title) == 0


def test_look_alike_letters_within_a_word_count() -> None:
    assert mixed_script_words("C\u043eldplay") == 1
    assert skeleton("C\u043eldplay") == skeleton("Coldplay")
    assert name_key("C\u043eldplay") != name_key("Coldplay")


@settings(deadline=None)
@given(st.text())
def test_a_key_is_bounded_stable_and_storable(name: str) -> None:
    key = name_key(name)
    assert len(key) <= 140
    assert "\0" not in key
    assert name_key(f"  {name} ") == key
    key.encode("utf-8")


def test_spelling_does_not_make_another_artist() -> None:
    assert name_key("Beyonc\u00e9") == name_key("BEYONCE") == name_key("Be Yon-Ce")
    assert name_key("!!!") != name_key("???")


def test_credited_and_invited_names_are_no_bait() -> None:
    assert famous_names_in("Halo (in the style of Beyonc\u00e9)", ["Karaoke Kings"]) == 1
    assert famous_names_in("I Don't Care (with Justin Bieber)", ["Ed Sheeran"]) == 0
    assert famous_names_in("Taylor Swift Taylor Swift Adele", ["Nobody"]) == 2
    assert famous_names_in("Halo", ["Beyonc\u00e9"]) == 0
    assert famous_names_in("Ode to Adele", ["Adele"]) == 0
    assert famous_names_in("Closer - Calvin Harris Remix", ["Somebody"]) == 0
