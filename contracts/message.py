"""The base of every message that travels on a topic."""

import hashlib
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen piece of a message.

    Unknown fields are ignored, so that a message of a newer minor schema version can be read.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class Message(Part):
    """A frozen message with a schema version.

    A subclass sets ``SCHEMA_VERSION`` (``MAJOR.MINOR``): the minor number grows when a field with
    a default is added, the major number when an older reader would misread the message.
    """

    SCHEMA_VERSION: ClassVar[str] = "1.0"

    schema_version: str = "1.0"

    @property
    def message_id(self) -> str:
        """Identity made of content, never of time: equal content has an equal id."""
        raise NotImplementedError

    @property
    def partition_key(self) -> str:
        """Messages with one key stay in order."""
        raise NotImplementedError


def content_id(*parts: str) -> str:
    """Return 32 hex digits that identify ``parts``: SHA-256 over the length-prefixed UTF-8 parts.

    Lengths are part of the input, so ``("ab", "c")`` and ``("a", "bc")`` differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:32]
