"""How the members of a group share a topic's partitions. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """What one member has to do to get its fair share: partitions to let go and to take."""

    release: frozenset[int]
    acquire: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.release or self.acquire)


def quota(partitions: int, members: Collection[str], member: str) -> int:
    """How many of ``partitions`` are ``member``'s share; shares differ by one at most."""
    order = sorted(members)
    base, extra = divmod(partitions, len(order))
    return base + (order.index(member) < extra)


def change(partitions: int, holders: Mapping[int, str], members: Collection[str], member: str) -> Change:
    """What ``member``, one of the living ``members``, does next.

    ``holders`` says who holds a partition; one held by nobody alive is free. A member lets go of what
    exceeds its share and takes free ones up to it, so that partitions move only where they must, and
    after every member had its turn twice each partition has exactly one holder.
    """
    alive = set(members)
    mine = sorted(p for p, holder in holders.items() if holder == member)
    free = [p for p in range(partitions) if holders.get(p) not in alive]
    share = quota(partitions, members, member)
    return Change(
        release=frozenset(mine[share:]),
        acquire=frozenset(free[: max(0, share - len(mine))]),
    )
