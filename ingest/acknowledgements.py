"""Builds the answer to the sender."""

from collections import Counter
from collections.abc import Sequence

from contracts.acknowledgement import (
    AcknowledgedRelease,
    Acknowledgement,
    AcknowledgementStatus,
    MessageKind,
    Superseded,
)
from contracts.delivery import Delivery
from contracts.finding import Finding, Severity
from contracts.party import Party
from contracts.track import Track
from ingest.ern import parties, releases
from ingest.ern.message import ErnMessage

MOST_OF_ONE_CODE = 200


def status_of(findings: Sequence[Finding], *, rejected: bool = False) -> AcknowledgementStatus:
    """Rejected only where nothing could be taken in; else by the severest finding."""
    if rejected:
        return AcknowledgementStatus.REJECTED
    if any(finding.severity is not Severity.INFORMATION for finding in findings):
        return AcknowledgementStatus.ACCEPTED_WITH_WARNINGS
    return AcknowledgementStatus.ACCEPTED


def acknowledgement(
    delivery: Delivery,
    status: AcknowledgementStatus,
    findings: Sequence[Finding],
    message: ErnMessage | None = None,
    tracks: Sequence[Track] = (),
    *,
    unchanged: int = 0,
    withdrawn: Sequence[str] = (),
) -> Acknowledgement:
    """The acknowledgement of one delivery; ``message`` is None where none could be read."""
    header = message.header if message else None
    return Acknowledgement(
        delivery_id=delivery.delivery_id,
        status=status,
        sender=_party(header.sender) if header else None,
        recipient=_party(header.recipient) if header and header.recipient else None,
        ern_message_id=header.message_id if header else None,
        ern_version=message.version.number if message else None,
        batch_id=delivery.batch_id,
        isrcs=tuple(dict.fromkeys(track.isrc for track in tracks if track.isrc)),
        track_count=len(tracks),
        findings=tuple(shortened(findings)),
        kind=message.kind if message else MessageKind.NEW_RELEASE,
        unchanged=unchanged,
        withdrawn=tuple(withdrawn),
        superseded=tuple(Superseded(track_id=t.supersedes, by=t.track_id) for t in tracks if t.supersedes),
        releases=tuple(map(_release, _releases(message))) if message else (),
        is_test=header.is_test if header else False,
        received_at=delivery.received_at,
    )


def _releases(message: ErnMessage) -> Sequence[releases.Release]:
    if message.kind is MessageKind.PURGE:
        return message.releases
    return [message.main_release] if message.main_release else []


def _release(release: releases.Release) -> AcknowledgedRelease:
    return AcknowledgedRelease(icpn=release.icpn, grid=release.grid, catalog_number=release.catalog_number)


def _party(party: parties.Party) -> Party:
    return Party(name=party.name, identifiers=dict(party.identifiers))


def shortened(findings: Sequence[Finding], most: int = MOST_OF_ONE_CODE) -> list[Finding]:
    """At most ``most`` findings of one code; the last one kept then says how many more there are.

    A message with a hundred thousand recordings would else make an answer that no log takes.
    """
    total = Counter(finding.code for finding in findings)
    kept: Counter[str] = Counter()
    short = []
    for finding in findings:
        kept[finding.code] += 1
        more = total[finding.code] - most
        if kept[finding.code] == most and more > 0:
            short.append(
                finding.model_copy(
                    update={"observed": f"{finding.observed} There are {more} more like this."}
                )
            )
        elif kept[finding.code] <= most:
            short.append(finding)
    return short
