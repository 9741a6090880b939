"""Copied names are noticed, and names of the whole world are left in peace."""

# ruff: noqa: RUF001 - letters of other scripts are what is tested

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from detectors.titles.deletions import Deletions
from detectors.titles.famous import NAMES, famous_names_in, lookalike
from detectors.titles.protected import How, NameIndex
from detectors.titles.skeleton import mixed_script_words, name_key, skeleton
from detectors.titles.words import folded, words


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


INDEX = NameIndex(
    ("Ariana Grande", "Queen", "Alicia Keys", "Gorillaz", "Алла Пугачёва", "宇多田ヒカル", "Bernd Clever")
)


@pytest.mark.parametrize(
    ("name", "meant", "how"),
    [
        ("Grande Ariana", "Ariana Grande", How.REORDERED),
        ("Ariana Grande Official", "Ariana Grande", How.AFFIXED),
        ("Аrіana Grande Official", "Ariana Grande", How.SAME_LOOK),
        ("AIicia Keys", "Alicia Keys", How.SAME_LOOK),
        ("Bemd Clever", "Bernd Clever", How.SAME_LOOK),
        ("Gorilaz", "Gorillaz", How.SAME_LOOK),
        ("Arianna Grende", "Ariana Grande", How.MISSPELT),
        ("Алла Пугачев", "Алла Пугачёва", How.MISSPELT),
        ("Somebody feat. Arriana Grande", "Ariana Grande", How.SAME_LOOK),
    ],
)
def test_ways_to_resemble_a_protected_name(name: str, meant: str, how: How) -> None:
    found = INDEX.resembled(name)
    assert found is not None
    assert (found.name, found.how) == (meant, how)


@pytest.mark.parametrize(
    "name",
    ["Ariana Grande", "ARIANA GRANDE", "Queen", "Queens", "The Ariana Grande Experience", "Alicia", "Keys",
     "宇多田", "Official Music", "Queen Official Fans", "", "!!!"],
)  # fmt: skip
def test_names_that_imitate_nobody(name: str) -> None:
    assert INDEX.resembled(name) is None


def test_single_words_of_a_list_are_not_looked_for_in_titles() -> None:
    assert famous_names_in("Dancing Queen", ["Nobody"], INDEX) == 0
    assert famous_names_in("Alicia Keys type", ["Nobody"], INDEX) == 1


LETTERS = st.text("abcdefghij", min_size=8, max_size=14)
FEW = st.text("abc\u0436", max_size=13)


def slips(letters: int) -> int:
    return (letters >= 8) + (letters >= 11)


@settings(deadline=None, max_examples=300)
@given(LETTERS, st.lists(st.tuples(st.integers(0, 13), st.sampled_from("abcz"), st.sampled_from("dis"))))
def test_every_slip_within_reach_is_found(entry: str, made: list[tuple[int, str, str]]) -> None:
    text = entry
    for place, letter, kind in made[: slips(len(entry))]:
        at = min(place, len(text) - 1)
        text = text[:at] + ("" if kind == "d" else letter) + text[at + (kind != "i") :]
    index = Deletions(["unrelatedname", entry], slips)
    assert index.nearest(text) == (Levenshtein.distance(text, entry), 1)


@settings(deadline=None, max_examples=300)
@given(st.lists(FEW, max_size=30), st.lists(FEW, max_size=10))
def test_the_nearest_is_what_a_look_at_every_entry_finds(entries: list[str], asked: list[str]) -> None:
    index = Deletions(entries, slips)
    for text in (*asked, *entries):
        every = [(Levenshtein.distance(text, entry), n) for n, entry in enumerate(entries)]
        near = [(far, n) for far, n in every if far <= slips(len(entries[n])) > 0]
        assert index.nearest(text) == min(near, default=None)


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_are_read_as_they_are_beside_others(text: str) -> None:
    beside = f"{text} \u0436"
    assert words(beside) == (*words(text), "\u0436")
    assert folded(beside) == f"{folded(text)} \u0436".strip()
    assert skeleton(beside) == skeleton(text) + "\u0436"
