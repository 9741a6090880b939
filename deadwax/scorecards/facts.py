"""What a scorecard counts of an acknowledgement and of a track."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from contracts.acknowledgement import Acknowledgement
from contracts.finding import Finding, Severity
from contracts.party import Party
from contracts.track import Track
from runtime.text import storable

LONGEST_KEY = 200
"""Characters; PostgreSQL indexes no more than some 2,700 bytes."""

CONTRADICTIONS = ("DX-C", "DX-P")
"""The beginnings of the codes that say that a declaration contradicts itself, or the marks in a file."""


def sender_key(sender: Party | None) -> str:
    """The sender's DPID, else its name; empty where a message was too broken to name one."""
    if sender is None:
        return ""
    return storable(sender.identifiers.get("DPID") or sender.name, LONGEST_KEY)


def counted_findings(acknowledgement: Acknowledgement) -> list[dict[str, Any]]:
    """One row for each code and severity of an acknowledgement."""
    counts = Counter((finding.code, finding.severity.value) for finding in acknowledgement.findings)
    return [
        {"delivery_id": acknowledgement.delivery_id, "code": code, "severity": severity, "count": count}
        for (code, severity), count in sorted(counts.items())
    ]


def problems(track: Track) -> list[str]:
    """The codes of what the sender should put right about a track, each once."""
    return sorted({finding.code for finding in track.findings if _is_wrong(finding)})


def is_contradictory(track: Track) -> bool:
    """Whether what a track declares about AI contradicts itself or the marks in its files."""
    return any(code.startswith(CONTRADICTIONS) for code in problems(track))


def month_of(at: datetime) -> str:
    """The month of a time in UTC, ``2026-03``."""
    return at.astimezone(UTC).strftime("%Y-%m")


def track_facts(track: Track) -> dict[str, Any]:
    """The columns of a track that scorecards count."""
    wrong = problems(track)
    return {
        "sender_key": sender_key(track.sender),
        "month": month_of(track.received_at),
        "disclosure": track.disclosure.level.value,
        "mark_check": track.marks.check.value,
        "mark_count": len(track.marks.found),
        "contradictory": is_contradictory(track),
        "has_problems": bool(wrong),
        "problems": wrong,
    }


def _is_wrong(finding: Finding) -> bool:
    return finding.severity is not Severity.INFORMATION
