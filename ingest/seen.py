"""Compares the contents of a delivery's files with those of earlier deliveries."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Finding
from contracts.track import Track
from ingest.acknowledgements import status_of
from ingest.reader import ReadDelivery
from ingest.rules.seen_before import Compare, Sighting, sightings_of
from ingest.rules.severities import Severities
from ingest.seen_store import SeenContents


def compare_with_seen(read: ReadDelivery, seen: SeenContents, severities: Severities) -> ReadDelivery:
    """``read`` with what earlier deliveries of the same contents add to its tracks and findings."""
    if read.message is None or not read.tracks:
        return read
    occasion = severities.occasion(read.message, read.delivery.received_at)
    sightings = [sightings_of(track) for track in read.tracks]
    seen.wait_for(now.key for found in sightings for now, _, _ in found)
    compared = [
        _compared(track, found, seen, lambda f: severities.applied(f, occasion))
        for track, found in zip(read.tracks, sightings, strict=True)
    ]
    added = [finding for _, findings in compared for finding in findings]
    findings = (*read.findings, *added)
    return replace(
        read,
        findings=findings,
        status=status_of(findings, rejected=read.status is AcknowledgementStatus.REJECTED),
        tracks=tuple(track for track, _ in compared),
    )


def _compared(
    track: Track,
    sightings: Sequence[tuple[Sighting, Compare, str | None]],
    seen: SeenContents,
    applied: Callable[[Finding], Finding],
) -> tuple[Track, list[Finding]]:
    """The first of several like findings is told: one more sender of the same file adds nothing."""
    already = {(finding.code, finding.file) for finding in track.findings}
    told: dict[tuple[str, str | None], Finding] = {}
    for now, compare, file in sightings:
        for before in seen.enter(now):
            for finding in compare(now, before, file):
                told.setdefault((finding.code, finding.file), applied(finding))
    findings = [finding for key, finding in told.items() if key not in already]
    return track.model_copy(update={"findings": (*track.findings, *findings)}), findings
