"""The stage that decides."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from contracts.decision import Action, Decision
from contracts.flag import Flag
from contracts.message import Message, content_id
from contracts.scored_track import ScoredTrack
from contracts.topics import SCORED_TRACKS
from policy.compiled import CompiledPolicy
from policy.decide import decide
from policy.facts import Facts, facts_of
from policy.priority import priority_of
from policy.tables import decisions
from runtime.clock import Clock


class DecideStage:
    """Decides each scored track once and flags those that are not simply allowed."""

    name = "decide"
    source = SCORED_TRACKS

    def __init__(self, policy: CompiledPolicy, clock: Clock) -> None:
        self._policy = policy
        self._clock = clock

    def prepare(self, message: ScoredTrack) -> Facts:
        """Gather what is known of the track."""
        return facts_of(message)

    def apply(self, message: ScoredTrack, prepared: Facts, connection: Connection) -> Sequence[Message]:
        """Write the decision and return the flag; nothing where the track was decided before."""
        track_id = message.track.track_id
        before = sa.select(decisions.c.track_id).where(decisions.c.track_id == track_id)
        if connection.execute(before).first() is not None:
            return ()
        decision = decide(self._policy, prepared, self._clock.now())
        flag = flag_of(message, decision)
        connection.execute(
            sa.insert(decisions).values(
                track_id=track_id,
                scored_id=message.message_id,
                flag_id=flag.flag_id if flag is not None else None,
                action=decision.action.value,
                policy=decision.policy,
                policy_sha256=decision.policy_sha256,
                rules=[rule.model_dump(mode="json") for rule in decision.rules],
                decided_at=decision.decided_at,
            )
        )
        return () if flag is None else (flag,)


def flag_of(scored: ScoredTrack, decision: Decision) -> Flag | None:
    """Return the flag of a decision; None where the track is allowed."""
    if decision.action is Action.ALLOW:
        return None
    scores = tuple(score.probability for score in scored.scores)
    return Flag(
        flag_id=content_id("flag", scored.track.track_id, decision.policy_sha256),
        scored_track=scored,
        decision=decision,
        priority=priority_of(decision.action, scores),
    )
