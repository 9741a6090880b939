"""Makes scored tracks and flags for tests."""

from datetime import UTC, datetime
from typing import Any

from contracts.decision import Action, Decision, RuleOutcome, RuleResult
from contracts.disclosure import Disclosure, DisclosureLevel
from contracts.finding import Finding, Severity
from contracts.flag import Flag
from contracts.party import Party
from contracts.scored_track import Listening, ListeningStatus, Score, ScoredTrack
from contracts.track import AudioFile, Release, Track

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SHA = "ab" * 32


def finding(code: str, severity: Severity = Severity.CRITICAL) -> Finding:
    return Finding(code=code, severity=severity, observed="x", expected="y", fix="z")


def scored(
    number: int = 1,
    *,
    ai: float | None = 0.1,
    spam: float | None = 0.1,
    level: DisclosureLevel = DisclosureLevel.UNDECLARED,
    codes: tuple[str, ...] = (),
    features: dict[str, float | None] | None = None,
    heard: ListeningStatus = ListeningStatus.OK,
    audio: tuple[AudioFile, ...] | None = None,
    **given: Any,
) -> ScoredTrack:
    """A scored track of an ordinary delivery; ``given`` are fields of the track."""
    file = AudioFile(name="a.wav", location="file:///nowhere/a.wav", size=4, sha256=SHA)
    fields: dict[str, Any] = {
        "track_id": f"track-{number}",
        "delivery_id": "delivery",
        "ern_version": "4.3.2",
        "ern_message_id": "message",
        "sender": Party(name="Kind Distribution", identifiers={"DPID": "PADPIDA0000000001X"}),
        "received_at": AT,
        "resource_reference": f"A{number}",
        "isrc": f"QZAAA26{number:05d}",
        "title": f"Song number {number}",
        "display_artist": "An Artist",
        "duration_s": 180.0,
        "release": Release(reference="R0", label="A Label"),
        "audio": audio if audio is not None else (file,),
        "disclosure": Disclosure(level=level),
        "findings": tuple(finding(code) for code in codes),
    }
    return ScoredTrack(
        track=Track(**(fields | given)),
        listening=Listening(status=heard, duration_s=180.0 if heard is ListeningStatus.OK else None),
        scores=(
            Score(name="ai", probability=ai, model="ai-1", model_sha256="00"),
            Score(name="spam", probability=spam, model="spam-1", model_sha256="11"),
        ),
        features=features or {},
        pipeline_version="1",
    )


def flag(
    number: int = 1,
    *,
    action: Action = Action.REVIEW,
    priority: float = 0.5,
    at: datetime = AT,
    **given: Any,
) -> Flag:
    """A flag as the policy would make it; ``given`` goes to :func:`scored`."""
    rule = RuleResult(
        rule="ai-undeclared",
        outcome=RuleOutcome.MATCHED,
        action=action,
        reason="AI_TRACE_UNDECLARED",
        text="The sound carries a neural decoder's trace.",
    )
    decision = Decision(
        action=action, policy="default", policy_sha256="cd" * 32, rules=(rule,), decided_at=at
    )
    return Flag(
        flag_id=f"flag-{number}", scored_track=scored(number, **given), decision=decision, priority=priority
    )
