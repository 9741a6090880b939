"""The stage that answers the senders."""

from collections.abc import Sequence
from pathlib import Path

import structlog
from sqlalchemy import Connection, insert

from contracts.acknowledgement import Acknowledgement
from contracts.message import Message, content_id
from contracts.party import Party
from contracts.topics import ACKNOWLEDGEMENTS
from deadwax.scorecards.facts import counted_findings, month_of, sender_key
from deadwax.tables import acknowledged_findings, acknowledgements, withdrawals
from deadwax.wiring import Plant
from ingest.acknowledgement_xml import acknowledgement_xml
from runtime.database.insert import insert_if_absent
from runtime.settings import Settings
from runtime.text import storable

_log = structlog.get_logger("deadwax.acknowledge")


class AcknowledgeStage:
    """Answers the senders: writes each acknowledgement into a folder and into the books.

    It is written as JSON, and as DDEX's own message where it can be addressed. ``ours`` is who answers.
    """

    name = "acknowledge"
    source = ACKNOWLEDGEMENTS

    def __init__(self, folder: Path, ours: Party | None = None) -> None:
        self._folder = folder
        self._ours = ours

    def prepare(self, message: Acknowledgement) -> None:
        """Write the answer's files; writing them again changes nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        # The id is of our own making, but it came over the log: only a plain word becomes a file name.
        plain = message.delivery_id.isascii() and message.delivery_id.replace("-", "").isalnum()
        name = message.delivery_id if plain else content_id(message.delivery_id)
        self._write(f"{name}.json", message.model_dump_json(indent=2).encode() + b"\n")
        xml = acknowledgement_xml(message, self._ours)
        if xml is None:
            _log.info("acknowledgement.not_addressed", delivery_id=message.delivery_id)
        else:
            self._write(f"{name}.xml", xml)

    def _write(self, name: str, data: bytes) -> None:
        unfinished = self._folder / f".{name}.part"
        unfinished.write_bytes(data)
        unfinished.replace(self._folder / name)

    def apply(self, message: Acknowledgement, _prepared: None, connection: Connection) -> Sequence[Message]:
        """Enter the acknowledgement, once."""
        row = {
            "delivery_id": message.delivery_id,
            "status": message.status.value,
            "sender": storable(message.sender.name if message.sender else ""),
            "ern_message_id": storable(message.ern_message_id or ""),
            "track_count": message.track_count,
            "finding_count": len(message.findings),
            "received_at": message.received_at,
            "acknowledgement": message.model_dump_json(),
            "sender_key": sender_key(message.sender),
            "month": month_of(message.received_at),
        }
        if insert_if_absent(connection, acknowledgements, row):
            found = counted_findings(message)
            if found:
                connection.execute(insert(acknowledged_findings), found)
        for track_id in message.withdrawn:
            withdrawal = {
                "track_id": track_id,
                "delivery_id": message.delivery_id,
                "kind": message.kind.value,
                "withdrawn_at": message.received_at,
            }
            insert_if_absent(connection, withdrawals, withdrawal)
        return ()


def make(plant: Plant) -> AcknowledgeStage:
    """The stage, which writes into a folder of the home."""
    return AcknowledgeStage(plant.settings.home / "acknowledgements", _ours(plant.settings))


def _ours(settings: Settings) -> Party | None:
    """Who answers senders; None where the settings do not say."""
    if settings.party_id is None:
        return None
    return Party(name=settings.party_name or settings.party_id, identifiers={"DPID": settings.party_id})
