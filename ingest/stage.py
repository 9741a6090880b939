"""The ingest stage: a delivery in, an acknowledgement and its tracks out."""

from collections.abc import Sequence

from sqlalchemy import Connection

from contracts.delivery import Delivery
from contracts.message import Message
from contracts.topics import DELIVERIES, Topic
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.files.inspect import OpenFile
from ingest.reader import ReadDelivery, read_delivery
from ingest.rules.severities import Severities


class IngestStage:
    """Reads deliveries. Keeps no table of its own: all that it makes travels in its messages."""

    def __init__(
        self, open_file: OpenFile, severities: Severities | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self._open_file = open_file
        self._severities = severities or Severities()
        self._limits = limits

    @property
    def name(self) -> str:
        """The stage's name."""
        return "ingest"

    @property
    def source(self) -> Topic[Delivery]:
        """Deliveries that are complete."""
        return DELIVERIES

    def prepare(self, message: Delivery) -> ReadDelivery:
        """Read the message and its files."""
        return read_delivery(message, self._open_file, severities=self._severities, limits=self._limits)

    def apply(self, message: Delivery, prepared: ReadDelivery, connection: Connection) -> Sequence[Message]:  # noqa: ARG002  # the stage protocol
        """The acknowledgement, then the tracks in the order of the message."""
        return [prepared.acknowledgement, *prepared.tracks]
