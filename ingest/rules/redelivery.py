"""C11, S07, S09: a delivery against what earlier deliveries said of the same recording."""

from collections.abc import Iterator

from contracts.disclosure import DisclosureLevel
from contracts.finding import Finding, Severity
from contracts.track import Track
from ingest.ern.message import ErnMessage
from ingest.known import Known
from ingest.rules.telling import tell

_ORDER = {
    DisclosureLevel.UNDECLARED: 0,
    DisclosureLevel.NONE: 0,
    DisclosureLevel.PARTLY: 1,
    DisclosureLevel.ALL: 2,
}


def c11_lowered(before: Known, now: Known, track: Track) -> Iterator[Finding]:
    """Less AI declared than before: a lower level, none any more, or fewer parts at the same level."""
    lost = [facet for facet in before.ai_facets if facet not in now.ai_facets]
    if _ORDER[now.level] < _ORDER[before.level]:
        observed = f"The recording was declared as {before.level.value} before and is {now.level.value} now."
    elif lost and _ORDER[now.level] == _ORDER[before.level]:
        parts = ", ".join(facet.replace("_", " ") for facet in lost)
        observed = f"AI was declared for {parts} before and is not any more."
    else:
        return
    yield tell(
        "DX-C11",
        observed=observed,
        expected="the same declaration, unless the earlier one was wrong",
        fix="If it is a correction, say so to the service; else declare what was declared before.",
        xpath=track.disclosure.xpath,
        isrc=track.isrc,
    )


def s07_nothing_withdrawn(message: ErnMessage, *, is_known: bool) -> Finding:
    """A purge or takedown that takes nothing away: it was withdrawn before, or never delivered."""
    release = message.releases[0] if message.releases else None
    place = (release or message).place
    return tell(
        "DX-S07",
        severity=Severity.INFORMATION if is_known else Severity.WARNING,
        observed="Nothing is left to withdraw: it was withdrawn before, or a later message brought it."
        if is_known
        else "Nothing was withdrawn: this sender did not deliver the release under these identifiers.",
        expected="a message about a release that was delivered before",
        fix="Nothing to do."
        if is_known
        else "Look whether the release's identifiers and the sender are those that it was delivered with.",
        xpath=place.xpath,
        line=place.line,
    )


def s09_unchanged(track: Track) -> Finding:
    """The delivery says nothing new of the recording."""
    return _s09(track, f"{_name(track)} was delivered before, and nothing is new.", "Nothing to do.")


def s09_changed(track: Track) -> Finding:
    """The delivery changes what is known of the recording."""
    return _s09(
        track,
        f"{_name(track)} was delivered before; this is revision {track.revision}.",
        "Nothing to do: the recording is checked again and keeps its place in the catalogue.",
    )


def s09_outdated(track: Track) -> Finding:
    """The message is older than one that was taken already."""
    return _s09(
        track,
        f"A later message about {_name(track)} was taken already, so this one changes nothing.",
        "Send the message again with a new MessageCreatedDateTime, if it is the one that counts.",
    )


def _name(track: Track) -> str:
    return track.isrc or f"recording {track.resource_reference}"


def _s09(track: Track, observed: str, fix: str) -> Finding:
    return tell(
        "DX-S09",
        observed=observed,
        expected="each recording once, unless something changed",
        fix=fix,
        isrc=track.isrc,
    )
