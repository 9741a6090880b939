"""X03, X04, V01: the shape of the message and the values in it."""

from collections.abc import Iterable, Iterator, Sequence

from contracts.finding import Severity
from ingest.ern.message import ErnMessage
from ingest.ern.schemas import Violation
from ingest.ern.stray import AI_ELEMENTS
from ingest.rules.found import Found

# Versions of DDEX's allowed value sets seen so far; they are numbered apart from ERN.
_LATEST_AVS = 12


def x03_mandatory_parts(message: ErnMessage) -> Iterator[Found]:
    """Parts that every version requires."""
    if not message.header.message_id:
        yield Found(
            "DX-X03",
            message.header.place,
            "The MessageId is empty or missing.",
            "a MessageId that no other message of the sender has",
            "Give every message its own MessageId.",
            Severity.WARNING,
        )
    if not message.releases:
        yield Found(
            "DX-X03",
            message.place,
            "The message has no release.",
            "a ReleaseList with at least one release",
            "Add the release that the recordings are delivered on.",
            Severity.WARNING,
        )


def x03_references(message: ErnMessage) -> Iterator[Found]:
    """Resource references that are missing or used twice."""
    seen: set[str] = set()
    for recording in message.recordings:
        if recording.reference is None:
            yield Found(
                "DX-X03",
                recording.place,
                "The recording has no ResourceReference.",
                "a ResourceReference such as A1",
                "Give every resource its own reference.",
            )
        elif recording.reference in seen:
            yield Found(
                "DX-X03",
                recording.place,
                f"The ResourceReference {recording.reference!r} is used twice.",
                "a reference of its own for every resource",
                "Give every resource its own reference.",
            )
        seen.add(recording.reference or "")


def x03_contributors(message: ErnMessage) -> Iterator[Found]:
    """A contributor is a party or a special contributor, never both (a choice in the schema)."""
    for resource in message.declaring:
        for credit in resource.credits:
            if credit.reference and credit.special:
                yield Found(
                    "DX-X03",
                    credit.place,
                    f"{resource.subject}"
                    f"The contributor is both the party {credit.reference} and {credit.special}.",
                    "either a party reference or a special contributor",
                    "Credit the party and the special contributor separately.",
                )


def x03_stray(message: ErnMessage) -> Iterator[Found]:
    """Elements where ERN has none, and AI elements in a version that has none."""
    own = message.version.carries_disclosure
    for stray in message.stray:
        if stray.name in AI_ELEMENTS and stray.home is None and not own:
            continue  # told below, as what it declares
        if stray.is_second:
            yield Found(
                "DX-X03",
                stray.place,
                f"{stray.name} stands here more than once.",
                f"one {stray.name} at most",
                "Keep the one that is true; until then the first one counts.",
            )
            continue
        yield Found(
            "DX-X03",
            stray.place,
            f"ERN {message.version.number} has no element {stray.name} here.",
            f"{stray.name} in {stray.home} only" if stray.home else "only elements of the ERN schema",
            "Remove the element, or move it to where it belongs.",
        )
    if not own:
        for declared in message.declarations():
            if declared.carrier:
                continue
            yield Found(
                "DX-X03",
                declared.place or message.place,
                f"ERN {message.version.number} has no field for AI; the message declares {declared.text!r}.",
                "AI disclosure in ERN 4.3.1 or later",
                "Send the message in ERN 4.3.2. The declaration was kept as it stands.",
                Severity.WARNING,
            )


def x03_schema(violations: Iterable[Violation], version: str) -> list[Found]:
    """What the official schema does not allow."""
    return [
        Found(
            "DX-X03",
            violation.place,
            violation.observed,
            f"a message that is valid against the official schema of ERN {version}",
            "Correct the message; validate it before it is sent.",
        )
        for violation in violations
    ]


def x05_not_validated(message: ErnMessage, versions: Sequence[str]) -> Iterator[Found]:
    """Messages are held against official schemas here, and there is none for this version."""
    if message.version.number not in versions:
        yield Found(
            "DX-X05",
            message.place,
            f"The message was not validated: there is no schema of ERN {message.version.number} here.",
            f"a message of a version whose schema is at hand ({', '.join(versions)})",
            "Nothing to do. Who runs this check can add the schema to the folder of schemas.",
        )


def x04_value_set_version(message: ErnMessage) -> Iterator[Found]:
    """A version of the allowed value sets that this Deadwax does not know."""
    version = message.avs_version
    if version is None or (version.isascii() and version.isdigit() and 0 < int(version[:4]) <= _LATEST_AVS):
        return
    yield Found(
        "DX-X04",
        message.place,
        f"AvsVersionId is {version[:50]!r}.",
        f"a version up to {_LATEST_AVS}",
        "Nothing to do if the version is newer than this Deadwax; its new values are kept as they are.",
    )


def v01_malformed(message: ErnMessage) -> Iterator[Found]:
    """Values that could not be understood; the rest of the message was read all the same."""
    for malformed in message.malformed:
        yield Found(
            "DX-V01",
            malformed.place,
            malformed.what if malformed.observed is None else f"{malformed.what} is {malformed.observed!r}.",
            malformed.expected,
            "Correct the value; it was left out.",
        )


RULES = (
    x03_mandatory_parts,
    x03_references,
    x03_contributors,
    x03_stray,
    x04_value_set_version,
    v01_malformed,
)
