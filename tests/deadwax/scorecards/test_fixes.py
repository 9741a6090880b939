"""A problem stands from when it is told until the recording comes without it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deadwax.scorecards.fixes import Delivered, Problem, problems_of

AT = datetime(2026, 3, 2, tzinfo=UTC)


def history(*told: Sequence[str], isrc: str = "ZZ1012600001") -> list[Delivered]:
    """Deliveries of one recording, a day apart."""
    return [
        Delivered("label", isrc, AT + timedelta(days=number), frozenset(codes))
        for number, codes in enumerate(told)
    ]


def found(*delivered: Delivered) -> list[tuple[str, float | None]]:
    return [(problem.code, problem.hours) for problem in problems_of(delivered)]


def test_a_problem_is_fixed_by_the_first_delivery_without_it() -> None:
    assert found(*history(["C1", "H1"], ["C1"], [])) == [("H1", 24.0), ("C1", 48.0)]


def test_what_never_comes_again_stands() -> None:
    assert found(*history(["C1"])) == [("C1", None)]


def test_what_comes_back_is_a_new_problem() -> None:
    assert found(*history(["C1"], [], ["C1"])) == [("C1", 24.0), ("C1", None)]


def test_recordings_and_senders_are_kept_apart() -> None:
    one, other = history(["C1"]), history([], [], isrc="ZZ1012600002")
    assert found(*one, *other) == [("C1", None)]


@given(st.lists(st.sets(st.sampled_from("ABC")), max_size=8))
def test_every_problem_told_is_counted_exactly_once_each_time_it_begins(told: list[set[str]]) -> None:
    problems: list[Problem] = list(problems_of(history(*map(sorted, told))))
    beginnings = sum(len(now - before) for before, now in zip([set(), *told], told, strict=False))
    assert len(problems) == beginnings
    assert {p.code for p in problems if p.fixed_at is None} == (told[-1] if told else set())
