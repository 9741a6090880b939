"""Words can be compared in every script, and nothing of them is lost."""

# ruff: noqa: RUF001 - letters of other scripts are what is tested

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.titles.words import folded, permuted_key, title_parts, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don\u2019t Stop", ("dont", "stop")),
        ("BEYONC\u00c9 \u2014 Halo", ("beyonce", "halo")),
        ("नमस्ते दुनिया", ("नमस्ते", "दुनिया")),
        ("สวัสดี ชาวโลก", ("สวัสดี", "ชาวโลก")),
        ("夜に駆ける", ("夜に駆ける",)),
        ("사랑 노래", ("사랑", "노래")),
        ("ＦＵＬＬ　ｗｉｄｔｈ", ("full", "width")),
        ("", ()),
        ("!!! ???", ()),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@settings(deadline=None)
@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert words(folded(text)) == words(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["gentle", "rain", "夜", "δρόμος", "23"]), max_size=6), st.randoms())
def test_turned_words_have_one_key(parts: list[str], random: object) -> None:
    turned = list(parts)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert permuted_key(" ".join(parts)) == permuted_key(", ".join(turned))


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Home (Sped Up)", ("Home",)),
        ("Home - Sped Up", ("Home", "Sped Up")),
        ("(Intro)", ("(Intro)",)),
        ("Nightcore - Home [2024]", ("Nightcore", "Home")),
        ("Jean-Luc", ("Jean-Luc",)),
    ],
)
def test_title_parts(title: str, parts: tuple[str, ...]) -> None:
    assert title_parts(title) == parts
