"""Holds what was decided in the demo world against what its tracks really are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Engine, select

from contracts.decision import Action
from deadwax.demo.plan import Kind, World
from deadwax.tables import tracks
from policy.tables import decisions
from runtime.database.engine import reading

REJECTED = "rejected"
"""What became of a track whose message could not be read: its delivery was refused."""

WATCHED = frozenset({Action.DEMOTE.value, Action.REVIEW.value, Action.HOLD.value})

RIGHT: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.HONEST: frozenset({Action.ALLOW.value}),
        Kind.MASS_UPLOAD: WATCHED,
        Kind.THIRTY_SECONDS: WATCHED,
        Kind.SPED_UP: WATCHED,
        Kind.AI_UNDISCLOSED: frozenset({Action.REVIEW.value, Action.HOLD.value}),
        Kind.AI_DENIED: frozenset({Action.REVIEW.value, Action.HOLD.value}),
        Kind.AI_ALL: frozenset({Action.LABEL.value}),
        Kind.AI_PARTLY: frozenset({Action.LABEL.value}),
        Kind.BROKEN: frozenset({REJECTED, Action.REVIEW.value, Action.HOLD.value}),
    }
)
"""What should become of each kind."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one kind. ``outcomes`` counts actions and ``rejected``; ``right`` those in RIGHT."""

    kind: Kind
    tracks: int
    outcomes: Mapping[str, int]

    @property
    def right(self) -> int:
        """How many ended as they should."""
        return sum(count for outcome, count in self.outcomes.items() if outcome in RIGHT[self.kind])


def verdicts(engine: Engine, world: World) -> tuple[Verdict, ...]:
    """One verdict for each kind in the world, in the order of the kinds."""
    query = select(tracks.c.isrc, decisions.c.action).join(
        decisions, tracks.c.track_id == decisions.c.track_id
    )
    with reading(engine) as connection:
        decided = {row.isrc: row.action for row in connection.execute(query)}
    outcomes: dict[Kind, Counter[str]] = {}
    for track in world.tracks:
        outcomes.setdefault(track.kind, Counter())[decided.get(track.isrc, REJECTED)] += 1
    return tuple(
        Verdict(kind, outcomes[kind].total(), dict(outcomes[kind])) for kind in Kind if kind in outcomes
    )
