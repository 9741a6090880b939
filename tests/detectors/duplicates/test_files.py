"""The same file under another identity is noticed; the same file delivered again is no copy."""

from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.duplicates.files import Identity, identity_of, is_redelivery, same_file_features
from tests.detectors.tracks import make_track

IDENTITIES = st.lists(
    st.builds(Identity, st.sampled_from(["", "A", "B"]), st.sampled_from("xyz"), st.sampled_from("pq"))
)


def counts(own: Identity, known: list[Identity]) -> tuple[float | None, ...]:
    return tuple(same_file_features(own, known).values())


def test_a_new_file_is_no_copy() -> None:
    assert counts(Identity("A", "x", "p"), []) == (0, 0, 0)


def test_another_isrc_artist_and_sender_are_counted_once_each() -> None:
    known = [Identity("B", "y", "q"), Identity("B", "y", "q"), Identity("A", "x", "q")]
    assert counts(Identity("A", "x", "p"), known) == (1, 1, 1)


def test_an_isrc_that_is_not_given_differs_from_none() -> None:
    assert counts(Identity("", "x", "p"), [Identity("A", "x", "p")])[0] == 0
    assert counts(Identity("A", "x", "p"), [Identity("", "x", "p")])[0] == 0


def test_without_a_file_nothing_is_known() -> None:
    assert set(same_file_features(None, ()).values()) == {None}


@settings(deadline=None)
@given(IDENTITIES)
def test_a_file_never_differs_from_itself(known: list[Identity]) -> None:
    own = Identity("A", "x", "p")
    alone = [k for k in known if k == own]
    assert counts(own, alone) == (0, 0, 0)
    assert counts(own, known) == counts(own, [*known, own])


def test_spelling_of_isrc_and_name_does_not_matter() -> None:
    one = identity_of(make_track(isrc="QZ-AAA-26-00001", display_artist="Beyonc\u00e9"))
    other = identity_of(make_track(isrc="qzaaa2600001", display_artist="BEYONCE"))
    assert one == other


def test_a_redelivery_has_the_same_sender_and_isrc() -> None:
    own = Identity("A", "x", "p")
    assert is_redelivery(own, [Identity("A", "renamed", "p")])
    assert not is_redelivery(own, [Identity("A", "x", "q"), Identity("B", "x", "p")])
    assert not is_redelivery(Identity("", "x", "p"), [Identity("", "x", "p")])
