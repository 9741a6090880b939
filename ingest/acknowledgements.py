"""Builds the answer to the sender."""

from collections import Counter
from collections.abc import Sequence

from contracts.acknowledgement import Acknowledgement, AcknowledgementStatus, MessageKind
from contracts.delivery import Delivery
from contracts.finding import Finding, Severity
from contracts.party import Party
from contracts.track import Track
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
    sender = message.header.sender if message else None
    return Acknowledgement(
        delivery_id=delivery.delivery_id,
        status=status,
        sender=Party(name=sender.name, identifiers=dict(sender.identifiers)) if sender else None,
        ern_message_id=message.header.message_id if message else None,
        ern_version=message.version.number if message else None,
        batch_id=delivery.batch_id,
        isrcs=tuple(dict.fromkeys(track.isrc for track in tracks if track.isrc)),
        track_count=len(tracks),
        findings=tuple(shortened(findings)),
        kind=message.kind if message else MessageKind.NEW_RELEASE,
        unchanged=unchanged,
        withdrawn=tuple(withdrawn),
        received_at=delivery.received_at,
    )


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
