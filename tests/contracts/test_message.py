from hypothesis import given
from hypothesis import strategies as st

from contracts.message import content_id
from contracts.party import Party

texts = st.lists(st.text(), min_size=1, max_size=4)


@given(texts, texts)
def test_content_ids_are_equal_only_for_equal_parts(left: list[str], right: list[str]) -> None:
    assert (content_id(*left) == content_id(*right)) == (left == right)


def test_moving_a_boundary_between_parts_changes_the_id() -> None:
    assert content_id("ab", "c") != content_id("a", "bc")


def test_a_part_of_a_newer_minor_version_is_read_without_its_new_field() -> None:
    assert Party.model_validate({"name": "Nordlys", "founded": 1999}) == Party(name="Nordlys")
