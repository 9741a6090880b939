"""P07, H04, I03 across deliveries: a generated piece, a file or an ISRC that was delivered before."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from contracts.finding import Finding, Severity
from contracts.message import content_id
from contracts.track import Track
from ingest.identifiers.kinds import ISRC, normalise
from ingest.rules.telling import tell

OTHER_LENGTH_S = 10.0
OTHER_LENGTH_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Sighting:
    """One content of one recording: the piece that a generator's id names, a file's bytes, or an ISRC.

    ``key`` is equal for equal contents. ``artist`` and ``title`` are folded for comparison. ``withdrawn``
    where the sender has taken the recording away since.
    """

    key: str
    recording_id: str
    track_id: str
    sender: str
    artist: str
    isrc: str | None
    title: str = ""
    duration_s: float | None = None
    withdrawn: bool = False


Compare = Callable[[Sighting, Sighting, str | None], Iterator[Finding]]
"""What an earlier sighting of the same content says of this one; the last argument is the file."""


def p07_same_piece(now: Sighting, before: Sighting, file: str | None) -> Iterator[Finding]:
    """The same generated piece by another sender, or under another artist."""
    other_sender = before.sender != now.sender
    if other_sender or before.artist != now.artist:
        yield tell(
            "DX-P07",
            observed="The file carries the generator's id of a piece that was delivered before"
            f" {'by another sender' if other_sender else 'under another artist'} (track {before.track_id}).",
            expected="one piece under one artist, by whoever generated it",
            fix="Look who made the piece, and whether it may be delivered twice.",
            isrc=now.isrc,
            file=file,
        )


def h04_same_file(now: Sighting, before: Sighting, file: str | None) -> Iterator[Finding]:
    """The same bytes by another sender, or under another ISRC."""
    other_sender = before.sender != now.sender
    if other_sender or (before.isrc and now.isrc and before.isrc != now.isrc):
        # Who else delivered it is the business of that sender; the answer goes to this one.
        words = "by another sender" if other_sender else "by you"
        words += " under another ISRC" if before.isrc != now.isrc else ""
        yield tell(
            "DX-H04",
            observed=f"The very same file was delivered before {words} (track {before.track_id}).",
            expected="one recording under one ISRC by one sender",
            fix="Send the right file, or use the ISRC that the recording has.",
            isrc=now.isrc,
            file=file,
        )


def i03_isrc_of_another(now: Sighting, before: Sighting, _file: str | None) -> Iterator[Finding]:
    """The ISRC of a recording that is of another length, or of other title and artist.

    One recording may come on many releases and through many senders, in other files: that is no fault.
    """
    why = None if before.withdrawn else _why_another(now, before)
    if why:
        yield tell(
            "DX-I03",
            severity=Severity.WARNING,  # which of the two has it wrongly is not known
            observed=f"ISRC {now.isrc} was delivered before for a recording that {why}"
            f" (track {before.track_id}).",
            expected="one ISRC for one recording",
            fix="Look the ISRC up; give a remix, an edit or another recording an ISRC of its own.",
            isrc=now.isrc,
        )


def sightings_of(track: Track) -> list[tuple[Sighting, Compare, str | None]]:
    """The contents of ``track``, each with its rule and the file that carries it."""
    found: dict[str, tuple[Sighting, Compare, str | None]] = {}
    for file in track.marks.files:
        for mark in file.found:
            if mark.content_id and mark.generator:
                key = content_id("piece", mark.generator, mark.content_id.casefold())
                found.setdefault(key, (_sighting(key, track), p07_same_piece, file.file))
    for audio in track.audio:
        if audio.sha256 and audio.size and not audio.is_preview:
            key = content_id("bytes", audio.sha256)
            found.setdefault(key, (_sighting(key, track), h04_same_file, audio.name))
    if track.isrc and ISRC.has_syntax(track.isrc):
        key = content_id("isrc", normalise(track.isrc))
        found.setdefault(key, (_sighting(key, track), i03_isrc_of_another, None))
    return list(found.values())


def _sighting(key: str, track: Track) -> Sighting:
    return Sighting(
        key=key,
        recording_id=track.recording_id,
        track_id=track.track_id,
        sender=track.partition_key,
        artist=track.display_artist.strip().casefold(),
        isrc=track.isrc,
        title=track.title.strip().casefold(),
        duration_s=track.duration_s,
    )


def _why_another(now: Sighting, before: Sighting) -> str | None:
    if now.duration_s and before.duration_s:
        apart, longer = abs(now.duration_s - before.duration_s), max(now.duration_s, before.duration_s)
        if apart > max(OTHER_LENGTH_S, OTHER_LENGTH_SHARE * longer):
            return f"lasts {_clock(before.duration_s)}; this one lasts {_clock(now.duration_s)}"
    if _differ(now.title, before.title) and _differ(now.artist, before.artist):
        return "has another title and another artist"
    return None


def _differ(one: str, other: str) -> bool:
    """Whether two names share nothing; unknown, and so not, where one is empty or in another script."""
    first, second = _words(one), _words(other)
    if not first or not second or one.isascii() != other.isascii():
        return False
    return not first & second


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text)) - _SMALL


_SMALL = frozenset({"the", "a", "an", "and", "feat", "ft", "of", "in", "de", "la", "le", "el"})


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
