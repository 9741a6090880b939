"""Makes a case of a flag."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from contracts.decision import RuleOutcome
from contracts.flag import Flag
from contracts.message import content_id
from review_api.cases.history import note
from review_api.display import searchable, shown
from review_api.schemas.case import HistoryEntry, HistoryEvent
from review_api.tables import cases

POLICY_ACTOR = "policy"


def case_id_of(flag: Flag) -> str:
    """Return the id of the flag's case; the same flag has the same case, always."""
    return content_id("case", flag.flag_id)


def open_case(connection: Connection, flag: Flag, now: datetime) -> str:
    """Write the case of a flag and the first line of its history; return its id."""
    values = case_values(flag)
    connection.execute(sa.insert(cases).values(**values))
    _follow_campaign(connection, flag)
    text = f"Flagged for {flag.decision.action} by the policy '{shown(flag.decision.policy)}'."
    if flag.scored_track.track.revision > 1:
        text += f" This is revision {flag.scored_track.track.revision} of the track."
    case_id = str(values["case_id"])
    note(connection, case_id, HistoryEntry(at=now, actor=POLICY_ACTOR, event=HistoryEvent.FLAGGED, text=text))
    return case_id


def case_values(flag: Flag) -> dict[str, Any]:
    """Return the row of a flag's case, with every delivered text made safe to show."""
    scored, decision = flag.scored_track, flag.decision
    track = scored.track
    label = track.release.label
    title = " ".join(filter(None, (track.title, track.version_title and f"({track.version_title})")))
    texts = (title, track.display_artist, label or "", track.sender.name, track.isrc or "")
    heard_s = scored.listening.duration_s
    return {
        "case_id": case_id_of(flag),
        "flag_id": flag.flag_id,
        "track_id": track.track_id,
        "isrc": shown(track.isrc) if track.isrc is not None else None,
        "title": shown(title),
        "display_artist": shown(track.display_artist),
        "label": shown(label) if label is not None else None,
        "sender": shown(track.sender.name),
        "search_text": "\n".join(searchable(text) for text in texts),
        "action": decision.action.value,
        "priority": flag.priority,
        "score_ai": scored.probability("ai"),
        "score_spam": scored.probability("spam"),
        "disclosure_level": track.disclosure.level.value,
        "top_reason": shown(top_reason(flag)),
        "duration_s": heard_s if heard_s is not None else track.duration_s,
        "policy_sha256": decision.policy_sha256,
        "flagged_at": decision.decided_at,
        "version": 0,
        "escalated": False,
        "recording_id": track.recording_id[:64],
        "revision": track.revision,
        "campaign_id": scored.campaign.campaign_id[:40] if scored.campaign else None,
    }


def _follow_campaign(connection: Connection, flag: Flag) -> None:
    """Bring the cases of campaigns that became one with the flag's under its id."""
    campaign = flag.scored_track.campaign
    if campaign is not None and campaign.aliases:
        merged = sa.update(cases).where(cases.c.campaign_id.in_(campaign.aliases))
        connection.execute(merged.values(campaign_id=campaign.campaign_id[:40]))


def top_reason(flag: Flag) -> str:
    """Return the sentence of the strongest rule that matched, else of the first evidence."""
    matched = [rule for rule in flag.decision.rules if rule.outcome is RuleOutcome.MATCHED]
    if matched:
        return max(matched, key=lambda rule: rule.action.strength).text
    evidence = (item.text for score in flag.scored_track.scores for item in score.evidence)
    return next(evidence, "The flag gives no reason.")
