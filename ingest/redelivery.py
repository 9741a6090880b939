"""Settles what a delivery changes: a recording that is known is changed, never made a second time."""

from collections.abc import Callable
from dataclasses import replace

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Finding
from contracts.track import Track
from ingest.acknowledgements import status_of
from ingest.identity import release_ids
from ingest.known import Known, known_of, succeeding
from ingest.known_store import KnownRecordings
from ingest.reader import ReadDelivery
from ingest.rules.redelivery import (
    c11_lowered,
    s07_nothing_withdrawn,
    s09_changed,
    s09_outdated,
    s09_unchanged,
)
from ingest.rules.severities import Severities


def settle(read: ReadDelivery, known: KnownRecordings, severities: Severities) -> ReadDelivery:
    """``read`` with the tracks that are new or changed, and what earlier deliveries add to its findings.

    A purge or takedown withdraws what is known of its releases and has no tracks.
    """
    message = read.message
    if message is None:
        return read
    occasion = severities.occasion(message, read.delivery.received_at)
    if message.kind.withdraws:
        sender = message.header.sender
        key = sender.identifiers.get("DPID") or sender.name
        ids = [each for release in message.releases for each in release_ids(key, release)]
        withdrawn = known.withdraw(ids, read.delivery.received_at, message.header.created_at)
        if withdrawn:
            return replace(read, tracks=(), withdrawn=withdrawn)
        told = s07_nothing_withdrawn(message, is_known=known.knows_any(ids))
        findings = (*read.findings, severities.applied(told, occasion))
        rejected = read.status is AcknowledgementStatus.REJECTED
        return replace(read, tracks=(), findings=findings, status=status_of(findings, rejected=rejected))
    return _settle_tracks(read, known, lambda finding: severities.applied(finding, occasion))


def _settle_tracks(
    read: ReadDelivery, known: KnownRecordings, applied: Callable[[Finding], Finding]
) -> ReadDelivery:
    findings: dict[str, list[Finding]] = {}
    settled: dict[str, Track] = {}
    # Every worker takes its locks in the same order, so that none waits for another in a circle.
    for track in sorted(read.tracks, key=lambda each: each.recording_id):
        made, told = _settle_track(track, known)
        findings[track.track_id] = [applied(finding) for finding in told]
        if made:
            settled[track.track_id] = made.model_copy(
                update={"findings": (*made.findings, *findings[track.track_id])}
            )
    told_all = (*read.findings, *(each for track in read.tracks for each in findings[track.track_id]))
    return replace(
        read,
        findings=told_all,
        status=status_of(told_all, rejected=read.status is AcknowledgementStatus.REJECTED),
        tracks=tuple(settled[t.track_id] for t in read.tracks if t.track_id in settled),
        unchanged=len(read.tracks) - len(settled),
    )


def _settle_track(track: Track, known: KnownRecordings) -> tuple[Track | None, list[Finding]]:
    now = known_of(track)
    if known.is_withdrawn(now):
        return None, [s09_outdated(track)]
    before = known.enter(now)
    if before is None:
        return track, []
    if _is_older(now, before):
        return None, [s09_outdated(track)]
    if now.digest == before.digest and before.withdrawn_at is None:
        return None, [s09_unchanged(track)]
    now = succeeding(before, now)
    known.change(now)
    made = track.model_copy(update={"revision": now.revision, "supersedes": before.track_id})
    return made, [*c11_lowered(before, now, made), s09_changed(made)]


def _is_older(now: Known, before: Known) -> bool:
    """Whether the sender wrote ``now`` before what is known; without both times the arrival decides."""
    if now.message_created_at is None or before.message_created_at is None:
        return False
    return now.message_created_at < before.message_created_at
