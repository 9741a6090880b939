"""Marks of AI generators inside a delivered file, and whether they were looked for."""

from datetime import datetime
from enum import StrEnum

from contracts.message import Part


class MarkCheck(StrEnum):
    """Whether a file was searched for marks. That none was found proves nothing."""

    NOT_CHECKED = "not_checked"
    CHECKED = "checked"
    FAILED = "failed"
    """The file's tags are damaged, or of a kind that is not read; what was found before stands."""


class Credentials(StrEnum):
    """What came of C2PA content credentials.

    ``BROKEN`` is common after a honest re-tag of the file: it is no evidence of tampering by itself.
    """

    NOT_CHECKED = "not_checked"
    ABSENT = "absent"
    TRUSTED = "trusted"
    """Intact, and signed by somebody whom the operator's trust anchors vouch for."""
    UNTRUSTED = "untrusted"
    """Intact, signed by somebody whom no trust anchor vouches for."""
    BROKEN = "broken"
    """The bytes or the signature are not those that were signed."""
    UNREADABLE = "unreadable"


class MarkKind(StrEnum):
    """What sort of mark it is."""

    TEXT = "text"
    """A text that a generator writes into a tag."""
    LABEL = "label"
    """A machine-readable AI label (TC260, GB 45438-2025)."""
    WORKFLOW = "workflow"
    """The recipe of a generating program."""
    CREDENTIALS = "credentials"
    """A C2PA manifest."""


class MarkClaim(StrEnum):
    """What a mark says about the content."""

    ALL = "all"
    PARTLY = "partly"
    POSSIBLY = "possibly"
    NOTHING = "nothing"
    """It names where the file comes from, and no AI."""


class Mark(Part):
    """One mark. ``id`` is that of the mark registry, ``place`` says where in the file it stands.

    ``content_id`` is the generator's own id of the piece, ``system`` its name for the model.
    ``from_ingredient`` tells that the mark is on a part that the file was made of.
    """

    id: str
    kind: MarkKind
    claim: MarkClaim
    place: str
    text: str
    generator: str | None = None
    content_id: str | None = None
    system: str | None = None
    created_at: datetime | None = None
    from_ingredient: bool = False


class FileMarks(Part):
    """The marks of one delivered file. ``problem`` says why a check failed; ``signer`` who signed."""

    file: str
    check: MarkCheck = MarkCheck.NOT_CHECKED
    credentials: Credentials = Credentials.NOT_CHECKED
    signer: str | None = None
    problem: str | None = None
    found: tuple[Mark, ...] = ()


class Marks(Part):
    """The marks of all files of a recording."""

    files: tuple[FileMarks, ...] = ()

    @property
    def check(self) -> MarkCheck:
        """``NOT_CHECKED`` where a file was not looked at or there is none, else the worst of the files."""
        checks = {file.check for file in self.files}
        worst = (MarkCheck.NOT_CHECKED, MarkCheck.FAILED, MarkCheck.CHECKED)
        return next((check for check in worst if check in checks), MarkCheck.NOT_CHECKED)

    @property
    def found(self) -> tuple[Mark, ...]:
        """Every mark of every file."""
        return tuple(mark for file in self.files for mark in file.found)
