"""I: identifiers."""

from collections.abc import Iterator

from contracts.finding import Severity
from ingest.ern.message import ErnMessage
from ingest.ern.parties import Party
from ingest.ern.place import Place
from ingest.ern.recordings import Recording
from ingest.identifiers.isrc import doubt
from ingest.identifiers.kinds import GRID, ICPN, ISRC, ISWC, KINDS, Kind, normalise
from ingest.rules.found import Found


def i01_syntax(message: ErnMessage) -> Iterator[Found]:
    """An identifier that is not written as its kind is; a recording without an ISRC."""
    for recording in message.recordings:
        if not recording.isrcs:
            yield _missing_isrc(recording)
    release = message.main_release
    if release and not (release.icpn or release.grid or release.catalog_number or release.proprietary_ids):
        yield Found(
            "DX-I01",
            release.place,
            "The release has no identifier.",
            "an ICPN, a GRid or a catalogue number, by which it is known when it is delivered again",
            "Give the release's ICPN.",
        )
    for kind, text, place in _identifiers(message):
        if not kind.has_syntax(text):
            yield Found(
                "DX-I01",
                place,
                f"{kind.name} {text[:100]!r} is not written as {kind.article} {kind.name} is.",
                kind.expected,
                f"Correct the {kind.name}.",
                Severity.CRITICAL if kind is ISRC else None,
            )


def i02_check_digit(message: ErnMessage) -> Iterator[Found]:
    """An identifier whose check digit does not fit."""
    for kind, text, place in _identifiers(message):
        if kind.check and kind.has_syntax(text) and not kind.has_check(text):
            yield Found(
                "DX-I02",
                place,
                f"The check digit of {kind.name} {normalise(text)} does not fit.",
                f"{kind.article} {kind.name} with a right check digit",
                f"Look the {kind.name} up; a digit is wrong or two are swapped.",
            )


def i03_one_isrc_two_recordings(message: ErnMessage) -> Iterator[Found]:
    """The same ISRC on two recordings of one message."""
    first: dict[str, Recording] = {}
    for recording in message.recordings:
        for isrc in map(normalise, recording.isrcs):
            other = first.setdefault(isrc, recording)
            if other is not recording:
                yield Found(
                    "DX-I03",
                    recording.isrc_place or recording.place,
                    f"ISRC {isrc} is also that of recording {other.key} ({other.title[:100]!r}).",
                    "one ISRC for one recording",
                    "Give each recording its own ISRC, or deliver the recording once.",
                )


def i04_doubtful_isrc(message: ErnMessage) -> Iterator[Found]:
    """An ISRC of a prefix that nobody is known to give out, or of a year that has not come."""
    created = message.header.created_at
    for text, place in _isrcs(message):
        if not ISRC.has_syntax(text):
            continue
        odd = doubt(text, created.year if created else None)
        if odd:
            yield Found(
                "DX-I04",
                place,
                f"ISRC {normalise(text)} {odd}.",
                "an ISRC that was given to the recording",
                "Look the ISRC up; if it is right, nothing has to be done.",
            )


def _missing_isrc(recording: Recording) -> Found:
    named = ", ".join(f"{kind} {value}" for kind, value in list(recording.other_ids.items())[:3])
    empty = "The ISRC is empty" if recording.has_empty_isrc else "The recording has no ISRC"
    return Found(
        "DX-I01",
        recording.isrc_place or recording.place,
        f"{empty}{f'; it has {named[:200]}' if named else ''}.",
        ISRC.expected,
        "Give the recording's ISRC.",
        # ERN lets a proprietary identifier stand in for an ISRC that does not exist yet.
        Severity.INFORMATION if named and not recording.has_empty_isrc else Severity.CRITICAL,
    )


def _identifiers(message: ErnMessage) -> Iterator[tuple[Kind, str, Place]]:
    for recording in message.recordings:
        for isrc in recording.isrcs:
            yield ISRC, isrc, recording.isrc_place or recording.place
        for work in recording.works:
            yield ISWC, work.iswc, work.place
    for resource in message.resources:
        if resource.isrc:
            yield ISRC, resource.isrc, resource.place
    for release in message.releases:
        named = ((ICPN, release.icpn), (GRID, release.grid), (ISRC, release.isrc))
        yield from ((kind, text, release.place) for kind, text in named if text)
    yield from ((ISWC, work.iswc, work.place) for works in message.works.values() for work in works)
    for party in _parties(message):
        for name, value in party.identifiers.items():
            if kind := KINDS.get(name):
                yield kind, value, party.place


def _isrcs(message: ErnMessage) -> Iterator[tuple[str, Place]]:
    """The ISRCs alone, in the same order."""
    for recording in message.recordings:
        for isrc in recording.isrcs:
            yield isrc, recording.isrc_place or recording.place
    for resource in message.resources:
        if resource.isrc:
            yield resource.isrc, resource.place
    for release in message.releases:
        if release.isrc:
            yield release.isrc, release.place


def _parties(message: ErnMessage) -> Iterator[Party]:
    """Every party once: ERN 4 parties are shared by many credits."""
    header = message.header
    credited = [credit.party for credit in message.credits()]
    named = [header.sender, header.on_behalf_of, *message.parties, *credited]
    unique = {id(party): party for party in named if party}
    yield from unique.values()


RULES = (i01_syntax, i02_check_digit, i03_one_isrc_two_recordings, i04_doubtful_isrc)
