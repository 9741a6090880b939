"""What making text safe to show promises."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_api.display import searchable, shown


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("plain ok 日本 ñ", "plain ok 日本 ñ"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("tab\tnul\x00", "tab⟨U+0009⟩nul⟨U+0000⟩"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("👩\u200d🎤", "👩\u200d🎤"),
        ("\ud800", "⟨U+D800⟩"),
    ],
)
def test_hidden_characters_are_spelled_out(raw: str, safe: str) -> None:
    assert shown(raw) == safe


@given(st.text())
def test_nothing_hidden_is_left_and_nothing_else_is_touched(text: str) -> None:
    safe = shown(text)
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not any(
        unicodedata.category(c) in {"Cc", "Cs"} or unicodedata.bidirectional(c) in bidi for c in safe
    )
    assert shown(safe) == safe
    visible = text.isprintable() and "\u200c" not in text
    assert (safe == text) or not visible or any(unicodedata.category(c) in {"Co", "Cn"} for c in text)
    safe.encode()


@given(st.text())
def test_search_forms_are_stable(text: str) -> None:
    assert "\0" not in searchable(text)
    assert searchable(searchable(text)) == searchable(text)
