"""The ingest stage: a delivery in, an acknowledgement and its tracks out."""

from collections.abc import Sequence

from sqlalchemy import Connection

from contracts.delivery import Delivery
from contracts.message import Message
from contracts.topics import DELIVERIES, Topic
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.ern.schemas import Schemas
from ingest.files.inspect import OpenFile
from ingest.known_store import KnownRecordings
from ingest.marks.examine import Examiner
from ingest.reader import ReadDelivery, read_delivery
from ingest.redelivery import settle
from ingest.repeats import tell_repeated
from ingest.seen import compare_with_seen
from ingest.seen_store import SeenContents
from ingest.senders.contracts import NO_CONTRACTS, SenderContracts


class IngestStage:
    """Reads deliveries, and remembers their recordings, so that a re-delivery changes a track."""

    def __init__(
        self,
        open_file: OpenFile,
        agreed: SenderContracts = NO_CONTRACTS,
        limits: Limits = DEFAULT_LIMITS,
        *,
        schemas: Schemas | None = None,
        examiner: Examiner | None = None,
    ) -> None:
        self._open_file = open_file
        self._agreed = agreed
        self._limits = limits
        self._schemas = schemas
        self._examiner = examiner

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
        return read_delivery(
            message,
            self._open_file,
            agreed=self._agreed,
            limits=self._limits,
            schemas=self._schemas,
            examiner=self._examiner,
        )

    def apply(self, _message: Delivery, prepared: ReadDelivery, connection: Connection) -> Sequence[Message]:
        """The acknowledgement, then the tracks that are new or changed, in the order of the message."""
        told = tell_repeated(prepared, connection, self._agreed.severities)
        settled = settle(told, KnownRecordings(connection), self._agreed.severities)
        settled = compare_with_seen(settled, SeenContents(connection), self._agreed.severities)
        return [settled.acknowledgement, *settled.tracks]
