"""P07 and H04 across deliveries: a generated piece, or the very same file, that was delivered before."""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.finding import Finding
from contracts.message import content_id
from contracts.track import Track
from ingest.rules.telling import tell


@dataclass(frozen=True, slots=True)
class Sighting:
    """One content of one recording: the piece that a generator's id names, or a file's bytes.

    ``key`` is equal for equal contents. ``artist`` is folded for comparison.
    """

    key: str
    recording_id: str
    track_id: str
    sender: str
    artist: str
    isrc: str | None


def sightings_of(track: Track) -> list[tuple[Sighting, str, str]]:
    """The contents of ``track``, each with the code that its rule gives and the file that carries it."""
    found: dict[str, tuple[Sighting, str, str]] = {}
    for file in track.marks.files:
        for mark in file.found:
            if mark.content_id and mark.generator:
                key = content_id("piece", mark.generator, mark.content_id.casefold())
                found.setdefault(key, (_sighting(key, track), "DX-P07", file.file))
    for audio in track.audio:
        if audio.sha256 and audio.size and not audio.is_preview:
            key = content_id("bytes", audio.sha256)
            found.setdefault(key, (_sighting(key, track), "DX-H04", audio.name))
    return list(found.values())


def found_before(now: Sighting, code: str, file: str, before: Sighting) -> Iterator[Finding]:
    """What ``before``, another recording with the same content, says of ``now``."""
    other_sender = before.sender != now.sender
    if code == "DX-P07" and (other_sender or before.artist != now.artist):
        yield tell(
            "DX-P07",
            observed="The file carries the generator's id of a piece that was delivered before"
            f" {'by another sender' if other_sender else 'under another artist'} (track {before.track_id}).",
            expected="one piece under one artist, by whoever generated it",
            fix="Look who made the piece, and whether it may be delivered twice.",
            isrc=now.isrc,
            file=file,
        )
    if code == "DX-H04" and (other_sender or (before.isrc and now.isrc and before.isrc != now.isrc)):
        yield tell(
            "DX-H04",
            observed="The very same file was delivered before"
            f" {_under(before, now, other_sender=other_sender)} (track {before.track_id}).",
            expected="one recording under one ISRC by one sender",
            fix="Send the right file, or use the ISRC that the recording has.",
            isrc=now.isrc,
            file=file,
        )


def _sighting(key: str, track: Track) -> Sighting:
    return Sighting(
        key=key,
        recording_id=track.recording_id,
        track_id=track.track_id,
        sender=track.partition_key,
        artist=track.display_artist.strip().casefold(),
        isrc=track.isrc,
    )


def _under(before: Sighting, now: Sighting, *, other_sender: bool) -> str:
    # Who else delivered it is the business of that sender; the answer goes to this one.
    words = "by another sender" if other_sender else "by you"
    return f"{words} under another ISRC" if before.isrc != now.isrc else words
