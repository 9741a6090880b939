"""What can go wrong in the ingest room. Each code is stable."""

from typing import ClassVar

from runtime.errors import DeadwaxError, FatalError, PoisonError


class IngestError(DeadwaxError):
    """The base of every error of the ingest room."""

    code: ClassVar[str] = "ingest"


class UnusableMessageError(IngestError):
    """Nothing can be taken from a message; carries what a finding needs.

    ``finding`` is the code of the finding catalogue, ``observed`` and ``expected`` are sentences,
    ``line`` counts from 1.
    """

    code: ClassVar[str] = "ingest.unusable_message"
    finding: ClassVar[str] = "DX-X01"

    def __init__(
        self, observed: str, *, expected: str, remedy: str, line: int | None = None, xpath: str | None = None
    ) -> None:
        place = f"Line {line}: " if line else ""
        super().__init__(f"{place}{observed}", remedy=remedy)
        self.observed = observed
        self.expected = expected
        self.line = line
        self.xpath = xpath


class UnreadableXmlError(UnusableMessageError):
    """The bytes are no well-formed XML, or exceed a limit, or carry a DOCTYPE."""

    code: ClassVar[str] = "ingest.unreadable_xml"
    finding: ClassVar[str] = "DX-X01"


class UnsupportedMessageError(UnusableMessageError):
    """The XML is no ERN NewReleaseMessage of a version that Deadwax reads."""

    code: ClassVar[str] = "ingest.unsupported_message"
    finding: ClassVar[str] = "DX-X02"


class IncompleteMessageError(UnusableMessageError):
    """The message lacks something without which no track can be made of it."""

    code: ClassVar[str] = "ingest.incomplete_message"
    finding: ClassVar[str] = "DX-X03"


class ManifestError(UnusableMessageError):
    """The message is a batch's manifest: what is wrong with the batch is told in its place."""

    code: ClassVar[str] = "ingest.manifest"
    finding: ClassVar[str] = "DX-B01"


class UnsafeNameError(IngestError):
    """A file name of a message would lead out of its delivery."""

    code: ClassVar[str] = "ingest.unsafe_name"


class SideFileError(IngestError):
    """A side file is not what was agreed with the sender; ``why`` says in which way."""

    code: ClassVar[str] = "ingest.side_file"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"The side file {name} is not what was agreed: {why}.", remedy="Send it as agreed.")
        self.why = why
        self.expected = "the file that the sender's contract describes"


class ChangedMessageError(PoisonError):
    """The bytes of a message are others than those that arrived."""

    code: ClassVar[str] = "ingest.changed_message"


class InboxMissingError(FatalError):
    """The inbox is not a folder that can be read."""

    code: ClassVar[str] = "ingest.inbox_missing"


class NothingToCheckError(IngestError):
    """There is no message at the path that ``deadwax check`` was given."""

    code: ClassVar[str] = "ingest.nothing_to_check"


class SendersNotReadError(FatalError):
    """The document of sender contracts cannot be read."""

    code: ClassVar[str] = "ingest.senders_not_read"


class SendersInvalidError(FatalError):
    """The document of sender contracts is not usable as it is."""

    code: ClassVar[str] = "ingest.senders_invalid"


class SchemasError(FatalError):
    """The folder of official schemas is not usable as it is."""

    code: ClassVar[str] = "ingest.schemas"
