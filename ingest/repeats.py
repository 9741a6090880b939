"""B01 across deliveries: a MessageId that its sender used before for another message."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Severity
from contracts.message import content_id
from ingest.acknowledgements import status_of
from ingest.reader import ReadDelivery
from ingest.rules.batches import CODE
from ingest.rules.severities import Severities
from ingest.rules.telling import tell
from ingest.tables import taken_messages
from runtime.database.insert import insert_if_absent


def tell_repeated(read: ReadDelivery, connection: Connection, severities: Severities) -> ReadDelivery:
    """``read`` with a finding where its MessageId stood before on a message of other bytes.

    The same bytes again are no fault: files may have come that were missing.
    """
    message = read.message
    if message is None or not message.header.message_id:
        return read
    sender = message.header.sender
    key = content_id("message", sender.identifiers.get("DPID") or sender.name, message.header.message_id)
    row = {"key": key, "sha256": read.delivery.message.sha256}
    if insert_if_absent(connection, taken_messages, row):
        return read
    before = sa.select(taken_messages.c.sha256).where(taken_messages.c.key == key)
    if connection.execute(before).scalar_one() == read.delivery.message.sha256:
        return read
    place = message.header.place
    found = tell(
        CODE,
        severity=Severity.WARNING,
        observed=f"The MessageId {message.header.message_id[:100]!r} was used before for another message.",
        expected="an id of its own for every message",
        fix="Give every message its own MessageId; both were taken.",
        file_status="UserDefined",
        xpath=place.xpath,
        line=place.line,
    )
    findings = (
        *read.findings,
        severities.applied(found, severities.occasion(message, read.delivery.received_at)),
    )
    rejected = read.status is AcknowledgementStatus.REJECTED
    return replace(read, findings=findings, status=status_of(findings, rejected=rejected))
