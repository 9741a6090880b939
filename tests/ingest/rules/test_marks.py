"""P: marks in the files against the declaration. Every rule has a case that gets it and ones that do not."""

import pytest

from contracts.disclosure import Disclosure, DisclosureLevel, Facet, FacetDisclosure
from contracts.finding import Severity
from contracts.mark import Credentials, FileMarks, Mark, MarkCheck, MarkClaim, MarkKind
from ingest.ern.place import Place
from ingest.rules.found import Found
from ingest.rules.marks import Marked, found_in_marks
from tests.marks import SUNO_TEXT

ALL, NONE, PARTLY, UNDECLARED = (
    DisclosureLevel.ALL,
    DisclosureLevel.NONE,
    DisclosureLevel.PARTLY,
    DisclosureLevel.UNDECLARED,
)
TRUSTED, UNTRUSTED, BROKEN = Credentials.TRUSTED, Credentials.UNTRUSTED, Credentials.BROKEN
SIGNED = Mark(
    id="suno-credentials",
    kind=MarkKind.CREDENTIALS,
    claim=MarkClaim.ALL,
    place="C2PA manifest",
    text="c2pa.created trainedAlgorithmicMedia (signed by Suno)",
    generator="Suno",
)
MIXED = SIGNED.model_copy(update={"claim": MarkClaim.PARTLY})
POSSIBLY = SUNO_TEXT.model_copy(update={"kind": MarkKind.LABEL, "claim": MarkClaim.POSSIBLY})
HUMAN = SIGNED.model_copy(update={"claim": MarkClaim.NOTHING})


def found(
    level: DisclosureLevel,
    *marks: Mark,
    credentials: Credentials = Credentials.ABSENT,
    check: MarkCheck = MarkCheck.CHECKED,
    carried: bool = True,
    facets: tuple[FacetDisclosure, ...] = (),
) -> list[Found]:
    file = FileMarks(
        file="a.mp3",
        check=check,
        credentials=credentials,
        signer="Suno",
        problem="It is damaged.",
        found=marks,
    )
    disclosure = Disclosure(level=level, carried=carried, facets=facets)
    return found_in_marks([Marked(Place("/m/r", 3), disclosure, file, Place("/m/r/f", 5))])


def codes(level: DisclosureLevel, *marks: Mark, credentials: Credentials = Credentials.ABSENT) -> list[str]:
    return [each.code for each in found(level, *marks, credentials=credentials)]


@pytest.mark.parametrize(
    ("level", "marks", "credentials", "expected"),
    [
        (NONE, (SIGNED,), TRUSTED, ["DX-P01"]),
        (NONE, (MIXED,), TRUSTED, ["DX-P01"]),
        (NONE, (HUMAN,), TRUSTED, []),
        (ALL, (SIGNED,), TRUSTED, []),
        (UNDECLARED, (SIGNED,), TRUSTED, ["DX-P02"]),
        (UNDECLARED, (HUMAN,), TRUSTED, []),
        (NONE, (SIGNED,), UNTRUSTED, ["DX-P03"]),
        (NONE, (SIGNED,), BROKEN, ["DX-P03"]),
        (UNDECLARED, (SIGNED,), BROKEN, ["DX-P03"]),
        (NONE, (HUMAN,), BROKEN, []),
        (ALL, (SIGNED,), BROKEN, []),
        (NONE, (SUNO_TEXT,), Credentials.ABSENT, ["DX-P04"]),
        (UNDECLARED, (SUNO_TEXT,), Credentials.ABSENT, ["DX-P04"]),
        (ALL, (SUNO_TEXT,), Credentials.ABSENT, []),
        (NONE, (POSSIBLY,), Credentials.ABSENT, ["DX-P05"]),
        (UNDECLARED, (POSSIBLY,), Credentials.ABSENT, []),
        (PARTLY, (SUNO_TEXT,), Credentials.ABSENT, ["DX-P06"]),
        (ALL, (MIXED,), UNTRUSTED, ["DX-P06"]),
        (PARTLY, (MIXED,), UNTRUSTED, []),
        (ALL, (MIXED, SUNO_TEXT), UNTRUSTED, []),
        (NONE, (SIGNED, SUNO_TEXT), TRUSTED, ["DX-P01", "DX-P04"]),
        (NONE, (), Credentials.ABSENT, []),
    ],
)
def test_marks_against_the_declaration(
    level: DisclosureLevel, marks: tuple[Mark, ...], credentials: Credentials, expected: list[str]
) -> None:
    assert codes(level, *marks, credentials=credentials) == expected


def test_broken_credentials_are_not_called_tampering() -> None:
    (told,) = found(NONE, SIGNED, credentials=BROKEN)
    assert "no longer intact, as after a change of the file's tags" in told.observed
    assert "tamper" not in told.observed + told.fix


def test_what_was_seen_names_generator_place_and_text() -> None:
    (told,) = found(NONE, SUNO_TEXT)
    assert "Suno in ID3 COMM (made with suno)" in told.observed
    assert (told.place, told.file) == (Place("/m/r", 3), "a.mp3")


def test_a_version_without_a_field_is_told_and_not_blamed() -> None:
    for mark, credentials in ((SUNO_TEXT, Credentials.ABSENT), (SIGNED, TRUSTED), (SIGNED, BROKEN)):
        (told,) = found(UNDECLARED, mark, credentials=credentials, carried=False)
        assert told.severity is Severity.INFORMATION
        (told,) = found(UNDECLARED, mark, credentials=credentials)
        assert told.severity is None


def test_ai_that_is_credited_without_a_level_is_a_declaration() -> None:
    facet = FacetDisclosure(facet=Facet.VOCALS, level=ALL)
    assert [each.code for each in found(UNDECLARED, SUNO_TEXT, facets=(facet,))] == ["DX-P06"]
    assert [each.code for each in found(UNDECLARED, MIXED, credentials=UNTRUSTED, facets=(facet,))] == []


def test_marks_that_were_not_read_to_the_end() -> None:
    (told,) = found(ALL, check=MarkCheck.FAILED)
    assert (told.code, told.place, told.file) == ("DX-P08", Place("/m/r/f", 5), "a.mp3")
    assert "It is damaged." in told.observed
    assert found(ALL, check=MarkCheck.NOT_CHECKED) == []
