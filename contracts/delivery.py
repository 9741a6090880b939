"""A label delivery as it arrived: one DDEX message and the files beside it."""

from datetime import datetime
from typing import ClassVar

from pydantic import ConfigDict

from contracts.finding import Finding
from contracts.message import Message, Part


class DeliveredFile(Part):
    """One file of a delivery. ``name`` is data from outside, never used as a path on our side.

    ``location`` is a URI that the object access of the runtime room opens. ``content`` holds the bytes
    where they travel with the message itself (Base64 in JSON); ``location`` is then empty.
    """

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    name: str
    location: str
    size: int
    sha256: str
    content: bytes | None = None


class Delivery(Message):
    """A complete delivery, ready for ingest.

    ``received_at`` is the arrival time of the message file, so that a replay sees the same value.
    ``findings`` are those made before ingest, for example by comparing a batch with its manifest.
    """

    SCHEMA_VERSION: ClassVar[str] = "1.0"

    delivery_id: str
    folder: str
    message: DeliveredFile
    files: tuple[DeliveredFile, ...] = ()
    batch_id: str | None = None
    received_at: datetime
    findings: tuple[Finding, ...] = ()

    @property
    def message_id(self) -> str:
        return f"delivery-{self.delivery_id}"

    @property
    def partition_key(self) -> str:
        return self.delivery_id
