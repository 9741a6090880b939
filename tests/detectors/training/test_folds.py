"""What is held out together stays together."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detectors.errors import TrainingError
from detectors.training.folds import leave_family_out
from detectors.training.manifest import Entry, Label


def entry(label: Label, family: str, song: str, name: str = "x") -> Entry:
    return Entry(Path(name), label, family, family, song)


ENTRIES = st.lists(
    st.builds(
        entry,
        st.sampled_from(Label),
        st.sampled_from("abcdefgh"),
        st.integers(0, 40).map(lambda n: f"song {n}"),
    ),
    min_size=4,
    max_size=60,
)


@given(ENTRIES)
def test_every_recording_is_held_out_once_and_no_family_or_song_is_split(entries: list[Entry]) -> None:
    try:
        folds = leave_family_out(entries)
    except TrainingError:
        assume(False)
    held_out = sorted(place for fold in folds for place in fold.held_out)
    assert held_out == list(range(len(entries)))
    for fold in folds:
        inside = set(fold.held_out)
        keys = {(entries[i].label is Label.HUMAN, entries[i].family) for i in inside}
        songs = {entries[i].song for i in inside}
        for place, other in enumerate(entries):
            if place not in inside:
                assert (other.label is Label.HUMAN, other.family) not in keys
                assert other.song not in songs


def test_each_family_of_generators_has_its_fold_and_people_are_spread() -> None:
    entries = [entry(Label.AI, family, f"{family}{n}") for family in "abc" for n in range(4)]
    entries += [entry(Label.HUMAN, f"h{n % 6}", f"human {n}") for n in range(30)]
    folds = leave_family_out(entries)
    assert [fold.name for fold in folds] == ["a", "b", "c"]
    people = [sum(entries[i].label is Label.HUMAN for i in fold.held_out) for fold in folds]
    assert people == [10, 10, 10]


def test_one_family_is_too_few() -> None:
    with pytest.raises(TrainingError, match="too few"):
        leave_family_out([entry(Label.AI, "a", "1"), entry(Label.HUMAN, "h", "2")])
