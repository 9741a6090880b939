"""A threshold keeps the objective that it is named for, or says that it cannot be shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.errors import TrainingError
from detectors.training.objectives import Objective, needed, reach, shown_at, upper_bound

ONE_IN_THOUSAND = Objective(0.001, bounded=True)
PEOPLE = np.random.default_rng(1).beta(0.5, 8.0, 425)


def test_the_objective_is_called_by_its_name() -> None:
    assert ONE_IN_THOUSAND.name == "highest recall at a false-positive rate \u2264 0.1 %, upper bound"
    assert (
        Objective(0.03, bounded=False).name == "highest recall at a false-positive rate \u2264 3 %, as seen"
    )


def test_425_recordings_cannot_show_one_in_a_thousand_and_the_card_says_so() -> None:
    found = reach(PEOPLE, ONE_IN_THOUSAND)
    assert not found.shown
    assert found.threshold > PEOPLE.max()
    assert (found.n, found.over) == (425, 0)
    assert found.bound == pytest.approx(1.0 - 0.05 ** (1.0 / 425))
    assert found.text == (
        "0 of 425 recordings by people lie above: with 95 % certainty below 0.70%. "
        "0.1 % takes 2,995 without one above."
    )


def test_enough_recordings_show_it() -> None:
    assert needed(0.001) == 2_995
    for n, shown in ((2_994, False), (2_995, True)):
        assert reach(np.linspace(0.0, 0.9, n), ONE_IN_THOUSAND).shown is shown


def test_more_recordings_allow_a_lower_threshold() -> None:
    found = reach(np.linspace(0.0, 1.0, 10_000), ONE_IN_THOUSAND)
    assert found.shown
    assert found.over == 4, "the exact bound of 4 of 10,000 is 0.092 %, that of 5 is 0.105 %"
    assert upper_bound(5, 10_000) > 0.001 >= upper_bound(4, 10_000)


@given(
    st.lists(st.floats(0.0, 1.0, width=32), min_size=1, max_size=80),
    st.floats(0.001, 0.5),
    st.booleans(),
)
def test_no_lower_threshold_would_keep_it(given_: list[float], most: float, bounded: bool) -> None:  # noqa: FBT001  drawn
    people = np.array(given_)
    found = reach(people, Objective(most, bounded=bounded))
    n = len(people)
    rate = upper_bound(found.over, n) if bounded else found.over / n
    assert found.over == int(np.sum(people >= found.threshold))
    assert (rate <= most) is found.shown
    assert found.shown or found.over == 0
    below = people[people < found.threshold]
    if found.shown and below.size:
        more = int(np.sum(people >= below.max()))
        assert (upper_bound(more, n) if bounded else more / n) > most


def test_it_is_never_below_its_least() -> None:
    assert reach(np.zeros(50), Objective(0.03, bounded=False, least=0.5)).threshold == 0.5


def test_a_threshold_that_was_chosen_otherwise_is_held_against_the_objective_too() -> None:
    seen = shown_at(0.5, np.array([0.1, 0.4, 0.6, 0.2]), Objective(0.3, bounded=False))
    assert (seen.over, seen.n, seen.shown) == (1, 4, True)
    assert not shown_at(0.5, np.array([0.6, 0.4]), Objective(0.3, bounded=False)).shown


def test_without_recordings_by_people_there_is_no_threshold() -> None:
    with pytest.raises(TrainingError, match="no recording by people"):
        reach(np.zeros(0), ONE_IN_THOUSAND)
