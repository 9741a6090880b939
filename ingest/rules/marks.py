"""P01 to P06, P08: marks in the files of a recording, image or video against what is declared of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contracts.disclosure import Disclosure, DisclosureLevel
from contracts.finding import Severity
from contracts.mark import Credentials, FileMarks, Mark, MarkCheck, MarkClaim, MarkKind
from ingest.ern.place import Place
from ingest.rules.found import Found

ALL, NONE, PARTLY, UNDECLARED = (
    DisclosureLevel.ALL,
    DisclosureLevel.NONE,
    DisclosureLevel.PARTLY,
    DisclosureLevel.UNDECLARED,
)
_AI = (MarkClaim.ALL, MarkClaim.PARTLY)
_STATED = {Credentials.UNTRUSTED: "signed by nobody on the list of trust anchors"}
_FIX = "Correct ContainsAI. If it is right, say how the mark came into the file."
_DECLARE = "Declare ContainsAI: All or Partly if AI was used. If not, say how the mark came into the file."


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of one file of a resource, the resource's declaration, and where it stands."""

    place: Place
    disclosure: Disclosure
    marks: FileMarks
    file_place: Place

    @property
    def level(self) -> DisclosureLevel:
        """The declared level; AI that is credited without a level counts as partly."""
        declared = self.disclosure
        if declared.level is UNDECLARED and any(facet.level in (PARTLY, ALL) for facet in declared.facets):
            return PARTLY
        return declared.level

    def ai_marks(self, *, credentials: bool) -> list[Mark]:
        """The marks that claim AI: those of content credentials, or all others."""
        marks = (m for m in self.marks.found if m.claim in _AI)
        return [mark for mark in marks if (mark.kind is MarkKind.CREDENTIALS) is credentials]


def p01_trusted_against_none(marked: Marked) -> Iterator[Found]:
    """Content credentials of a trusted signer say AI, declared is None."""
    marks = marked.ai_marks(credentials=True)
    if marked.marks.credentials is Credentials.TRUSTED and marks and marked.level is NONE:
        yield _found(
            marked,
            "DX-P01",
            f"ContainsAI is None, but the file's content credentials, signed by {marked.marks.signer},"
            f" say that AI made it: {_told(marks)}.",
            "a declaration that agrees with the file's content credentials",
            _FIX,
        )


def p02_trusted_undeclared(marked: Marked) -> Iterator[Found]:
    """Content credentials of a trusted signer say AI, nothing is declared."""
    marks = marked.ai_marks(credentials=True)
    if marked.marks.credentials is Credentials.TRUSTED and marks and marked.level is UNDECLARED:
        yield _found(
            marked,
            "DX-P02",
            f"Nothing is declared about AI, and the file's content credentials, signed by"
            f" {marked.marks.signer}, say that AI made it: {_told(marks)}.",
            "a declaration of AI",
            _DECLARE,
            severity=_calm(marked),
        )


def p03_doubtful_credentials(marked: Marked) -> Iterator[Found]:
    """Content credentials that are untrusted or broken say AI; declared is None, or nothing."""
    marks, outcome = marked.ai_marks(credentials=True), marked.marks.credentials
    if outcome not in (Credentials.UNTRUSTED, Credentials.BROKEN) or not marks:
        return
    # A file that was tagged anew breaks its credentials; what they say of its origin still tells.
    how = _STATED.get(outcome, "no longer intact, as after a change of the file's tags")
    if marked.level in (NONE, UNDECLARED):
        declared = "ContainsAI is None" if marked.level is NONE else "Nothing is declared about AI"
        yield _found(
            marked,
            "DX-P03",
            f"{declared}, but the file's content credentials ({how}) say that AI made it: {_told(marks)}.",
            "a declaration that agrees with the file's content credentials",
            _FIX if marked.level is NONE else _DECLARE,
            severity=_calm(marked),
        )


def p04_generator_mark(marked: Marked) -> Iterator[Found]:
    """A tag says that AI made the file; declared is None, or nothing."""
    marks = marked.ai_marks(credentials=False)
    if marks and marked.level in (NONE, UNDECLARED):
        declared = "ContainsAI is None" if marked.level is NONE else "Nothing is declared about AI"
        yield _found(
            marked,
            "DX-P04",
            f"{declared}, but a tag of the file names an AI generator: {_told(marks)}.",
            "a declaration that agrees with the file's own tags",
            _FIX if marked.level is NONE else _DECLARE,
            severity=_calm(marked),
        )


def p05_possible_label(marked: Marked) -> Iterator[Found]:
    """An AI label says "possibly" or "suspected", declared is None."""
    marks = [mark for mark in marked.marks.found if mark.claim is MarkClaim.POSSIBLY]
    if marks and marked.level is NONE:
        yield _found(
            marked,
            "DX-P05",
            f"ContainsAI is None, and a label in the file calls it possibly made by AI: {_told(marks)}.",
            "a declaration that agrees with the file's own label",
            "Ask whoever made the file, and correct ContainsAI if AI was used.",
        )


def p06_other_extent(marked: Marked) -> Iterator[Found]:
    """A mark says wholly where declared is Partly, or partly where declared is All."""
    marks = [mark for mark in marked.marks.found if mark.claim in _AI]
    if not marks:
        return
    wholly = any(mark.claim is MarkClaim.ALL for mark in marks)
    if (marked.level is PARTLY and wholly) or (marked.level is ALL and not wholly):
        word, other = ("Partly", "wholly") if wholly else ("All", "partly")
        yield _found(
            marked,
            "DX-P06",
            f"ContainsAI is {word}, and a mark in the file says that it is {other} AI: {_told(marks)}.",
            "a declaration of the same extent as the mark",
            "Look whether All or Partly is right. Both can be honest: people may have worked on the file.",
        )


def p08_unreadable_marks(marked: Marked) -> Iterator[Found]:
    """The file's tags or content credentials could not be read to their end."""
    if marked.marks.check is MarkCheck.FAILED:
        yield Found(
            "DX-P08",
            marked.file_place,
            f"Not all marks in the file could be read: {marked.marks.problem}",
            "tags that follow their format",
            "Nothing has to be done if the file can be played or shown; else export the file again.",
            file=marked.marks.file,
        )


RULES = (
    p01_trusted_against_none,
    p02_trusted_undeclared,
    p03_doubtful_credentials,
    p04_generator_mark,
    p05_possible_label,
    p06_other_extent,
    p08_unreadable_marks,
)


def found_in_marks(marked: Iterable[Marked]) -> list[Found]:
    """What the rules find in the marks of every file."""
    return [found for each in marked for rule in RULES for found in rule(each)]


def _calm(marked: Marked) -> Severity | None:
    """Who sends a version without a field for AI is told, not blamed."""
    silent = marked.level is UNDECLARED and not marked.disclosure.carried
    return Severity.INFORMATION if silent else None


def _told(marks: list[Mark], most: int = 3) -> str:
    shown = [f"{mark.generator or 'unnamed'} in {mark.place} ({mark.text})" for mark in marks[:most]]
    more = f" and {len(marks) - most} more" if len(marks) > most else ""
    return "; ".join(shown) + more


def _found(
    marked: Marked, code: str, observed: str, expected: str, fix: str, *, severity: Severity | None = None
) -> Found:
    return Found(code, marked.place, observed, expected, fix, severity, marked.marks.file)
