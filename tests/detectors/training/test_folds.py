from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detectors.training.folds import leave_one_family_out
from detectors.training.manifest import Example, Label

example = st.builds(
    Example,
    path=st.just(Path("x")),
    label=st.sampled_from(Label),
    source=st.sampled_from(["Suno (a)", "Suno (b)", "Udio", "Choir", "Band", "Street"]),
    group=st.sampled_from([f"g{i}" for i in range(12)]),
)


@given(st.lists(example, min_size=1, max_size=40))
def test_every_example_is_tested_once_and_no_group_or_family_is_on_both_sides(
    examples: list[Example],
) -> None:
    folds = list(leave_one_family_out(examples, human_folds=3))
    tested = np.concatenate([fold.test for fold in folds])
    assert sorted(tested) == list(range(len(examples)))
    for fold in folds:
        train, test = [examples[i] for i in fold.train], [examples[i] for i in fold.test]
        assert {e.group for e in train}.isdisjoint(e.group for e in test)
        machines = {e.family for e in test if e.label is not Label.HUMAN}
        assert machines.isdisjoint(e.family for e in train if e.label is not Label.HUMAN)
        people = {e.source for e in test if e.label is Label.HUMAN}
        assert people.isdisjoint(e.source for e in train if e.label is Label.HUMAN)
