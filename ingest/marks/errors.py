"""What can go wrong while marks are read. None of it stops a delivery."""

from typing import ClassVar

from ingest.errors import IngestError
from runtime.errors import FatalError


class DamagedTagsError(IngestError):
    """The tags do not follow their format; what was read before stands."""

    code: ClassVar[str] = "ingest.damaged_tags"


class TagLimitError(DamagedTagsError):
    """The tags are larger, deeper or more than is read."""

    code: ClassVar[str] = "ingest.tag_limit"


class UnreadContainerError(DamagedTagsError):
    """The file is of no kind whose tags are read."""

    code: ClassVar[str] = "ingest.unread_container"


class RegistryError(FatalError):
    """The mark registry cannot be used."""

    code: ClassVar[str] = "ingest.mark_registry"


class TrustAnchorsError(FatalError):
    """The folder of trust anchors cannot be used."""

    code: ClassVar[str] = "ingest.trust_anchors"
