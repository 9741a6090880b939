"""What may be committed never passes an unfinished record, and nothing finished is forgotten."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from runtime.log.record import TopicPartition
from runtime.stages.progress import Progress

A, B = TopicPartition("t", 0), TopicPartition("t", 1)


class Bookkeeping(RuleBasedStateMachine):
    """Compares the books with a plain list of everything that was taken and finished.

    The log here redelivers after a reset from what it has stored, as a real one does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.progress = Progress()
        self.taken: dict[TopicPartition, list[int]] = {A: [], B: []}
        self.finished: dict[TopicPartition, set[int]] = {A: set(), B: set()}
        self.stored: dict[TopicPartition, int] = {A: 0, B: 0}
        self.position: dict[TopicPartition, int] = {A: 0, B: 0}

    def open(self, place: TopicPartition) -> list[int]:
        return [offset for offset in self.taken[place] if offset not in self.finished[place]]

    @rule(place=st.sampled_from([A, B]), gap=st.integers(0, 3))
    def take(self, place: TopicPartition, gap: int) -> None:
        offset = self.position[place] + gap
        self.progress.take(place, offset)
        self.taken[place].append(offset)
        self.position[place] = offset + 1

    @precondition(lambda self: self.open(A) or self.open(B))
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from([p for p in (A, B) if self.open(p)]))
        offset = data.draw(st.sampled_from(self.open(place)))
        self.progress.finish(place, offset)
        self.finished[place].add(offset)

    @rule()
    def commit(self) -> None:
        offsets = self.progress.committable()
        for place, offset in offsets.items():
            assert offset > self.stored[place]
            self.stored[place] = offset
        self.progress.committed(offsets)
        assert self.progress.committable() == {}

    @rule()
    def commit_fails(self) -> None:
        before = self.progress.committable()
        assert self.progress.committable() == before

    @rule(data=st.data())
    def commit_overtaken(self, data: st.DataObject) -> None:
        """More finishes between asking and storing; what is newer stays to be committed."""
        offsets = self.progress.committable()
        if self.open(A) or self.open(B):
            self.finish(data)
        newer = self.progress.committable()
        self.progress.committed(offsets)
        for place, offset in offsets.items():
            self.stored[place] = offset
        for place, offset in newer.items():
            assert (place in self.progress.committable()) == (offset != offsets.get(place))

    @rule()
    def reset(self) -> None:
        self.progress.reset()
        for place in (A, B):
            self.position[place] = self.stored[place]
            self.taken[place] = [o for o in self.taken[place] if o < self.stored[place]]
            self.finished[place] = {o for o in self.finished[place] if o < self.stored[place]}

    @invariant()
    def nothing_unfinished_is_passed(self) -> None:
        for place, offset in {**self.stored, **self.progress.committable()}.items():
            assert all(o >= offset for o in self.open(place))

    @invariant()
    def everything_finished_without_a_gap_may_be_committed(self) -> None:
        ends = {**self.stored, **self.progress.committable()}
        for place in (A, B):
            first_open = min(self.open(place), default=self.position[place] + 10)
            behind = [o for o in self.taken[place] if o < first_open]
            assert ends[place] == (behind[-1] + 1 if behind else ends[place])

    @invariant()
    def the_count_is_right(self) -> None:
        ends = {**self.stored, **self.progress.committable()}
        assert self.progress.in_hand() == sum(
            1 for place in (A, B) for offset in self.taken[place] if offset >= ends[place]
        )


TestBookkeeping = Bookkeeping.TestCase
TestBookkeeping.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_a_record_that_comes_out_of_order_is_refused() -> None:
    progress = Progress()
    progress.take(A, 5)
    progress.take(B, 0)
    with pytest.raises(ValueError, match="offset 5 came after offset 5"):
        progress.take(A, 5)
    progress.finish(A, 5)
    progress.committed(progress.committable())
    with pytest.raises(ValueError, match="offset 4 came after"):
        progress.take(A, 4)


def test_what_is_not_in_hand_cannot_finish() -> None:
    progress = Progress()
    with pytest.raises(KeyError):
        progress.finish(A, 1)
    progress.take(A, 1)
    progress.take(A, 2)
    progress.finish(A, 2)
    with pytest.raises(KeyError):
        progress.finish(A, 2)
