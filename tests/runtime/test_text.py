"""Text from outside becomes text that every database takes."""

from hypothesis import given
from hypothesis import strategies as st

from runtime.text import storable


def test_what_a_database_refuses_becomes_visible() -> None:
    assert storable("a\0b\ud800c ♫") == "a\\x00b\\ud800c ♫"


@given(st.text(st.characters(), max_size=50))
def test_the_result_can_be_encoded_and_holds_no_nul(text: str) -> None:
    kept = storable(text)
    assert "\0" not in kept
    assert kept.encode().decode() == kept
    assert storable(kept) == kept


def test_text_is_cut() -> None:
    assert storable("abcdef", 3) == "abc"
