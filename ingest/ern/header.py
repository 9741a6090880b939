"""The message header."""

from datetime import datetime

from ingest.ern.node import Node
from ingest.ern.parties import Party, read_messaging_party
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.record import record
from ingest.ern.values import boolean, moment
from ingest.errors import IncompleteMessageError


@record
class Header:
    """Who sent what when. ``message_id`` is empty where the message gives none."""

    place: Place
    message_id: str
    sender: Party
    recipient: Party | None = None
    thread_id: str | None = None
    on_behalf_of: Party | None = None
    created_at: datetime | None = None
    is_backfill: bool = False
    is_test: bool = False


def read_header(root: Node, reading: Reading) -> Header:
    """Read the header. Raises ``IncompleteMessageError`` where no sender is named."""
    header = root.first("MessageHeader")
    sender = read_messaging_party(header.first("MessageSender")) if header else None
    if header is None or sender is None or not sender.name:
        place = header or root
        raise IncompleteMessageError(
            "The message names no sender." if header else "The message has no MessageHeader.",
            expected="a MessageHeader with a MessageSender and its DPID",
            remedy="Add the MessageHeader with the sender's DPID and name.",
            line=place.line,
            xpath=place.xpath,
        )
    return Header(
        place=header,
        message_id=header.text("MessageId") or "",
        sender=sender,
        recipient=read_messaging_party(header.first("MessageRecipient")),
        thread_id=header.text("MessageThreadId"),
        on_behalf_of=read_messaging_party(header.first("SentOnBehalfOf")),
        created_at=reading.value(header, "MessageCreatedDateTime", moment),
        is_backfill=reading.value(root, "IsBackfill", boolean) or False,
        is_test=header.text("MessageControlType") == "TestMessage",
    )
