"""What priorities promise."""

from hypothesis import given
from hypothesis import strategies as st

from contracts.decision import Action
from policy.priority import priority_of

scores = st.tuples(st.one_of(st.none(), st.floats(0, 1)), st.one_of(st.none(), st.floats(0, 1)))


@given(scores, scores)
def test_a_held_track_comes_before_one_to_review(
    held: tuple[float | None, ...], reviewed: tuple[float | None, ...]
) -> None:
    assert priority_of(Action.HOLD, held) >= priority_of(Action.REVIEW, reviewed)


@given(st.sampled_from(Action), scores)
def test_a_priority_lies_between_0_and_1(action: Action, known: tuple[float | None, ...]) -> None:
    assert 0 <= priority_of(action, known) <= 1


def test_a_higher_score_comes_first() -> None:
    assert priority_of(Action.REVIEW, (0.9, None)) > priority_of(Action.REVIEW, (0.2, 0.3))
