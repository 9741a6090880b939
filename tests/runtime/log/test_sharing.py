"""Members of a group come to a fair share, whoever comes, goes or dies, in whatever order."""

import random

from hypothesis import given
from hypothesis import strategies as st

from runtime.log.embedded.sharing import change, quota

MEMBERS = ["a", "b", "c", "d", "e"]


def step(partitions: int, holders: dict[int, str], members: list[str], member: str) -> int:
    """One member's turn; returns how many partitions moved."""
    found = change(partitions, holders, members, member)
    for partition in found.release:
        assert holders.pop(partition) == member
    for partition in found.acquire:
        assert holders.get(partition) not in members
        holders[partition] = member
    return len(found.release) + len(found.acquire)


@given(
    st.integers(1, 12),
    st.dictionaries(st.integers(0, 11), st.sampled_from([*MEMBERS, "dead"])),
    st.sets(st.sampled_from(MEMBERS), min_size=1),
    st.randoms(use_true_random=False),
)
def test_everybody_settles_after_two_turns_each(
    partitions: int, held: dict[int, str], alive: set[str], order: random.Random
) -> None:
    holders = {p: m for p, m in held.items() if p < partitions}
    members = sorted(alive)
    for _ in range(2):
        turns = members[:]
        order.shuffle(turns)
        for member in turns:
            step(partitions, holders, members, member)
    assert set(holders) == set(range(partitions))
    counts = [list(holders.values()).count(member) for member in members]
    assert max(counts) - min(counts) <= 1
    assert set(holders.values()) <= alive
    assert sum(step(partitions, holders, members, member) for member in members) == 0


@given(st.integers(1, 12), st.sets(st.sampled_from(MEMBERS), min_size=2))
def test_when_one_dies_the_others_keep_what_they_have(partitions: int, alive: set[str]) -> None:
    members = sorted(alive)
    holders: dict[int, str] = {}
    for member in members:
        step(partitions, holders, members, member)
    gone = members.pop()
    before = {p: m for p, m in holders.items() if m != gone}
    for _ in range(2):
        for member in members:
            step(partitions, holders, members, member)
    assert {p: m for p, m in holders.items() if p in before} == before


def test_shares_add_up() -> None:
    assert [quota(7, ["x", "y", "z"], m) for m in "xyz"] == [3, 2, 2]
    assert [quota(1, ["x", "y"], m) for m in "xy"] == [1, 0]
