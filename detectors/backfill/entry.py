"""One row of a catalogue as a track."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from contracts.message import content_id
from contracts.party import Party
from contracts.track import AudioFile, Release, Track
from detectors.audio.heard import Heard
from runtime.text import storable

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "track_name", "track_title"),
    "artist": ("artist", "display_artist", "track_artist", "artist_name"),
    "received_at": ("received_at", "delivered_at", "ingested_at", "added_at", "created_at"),
    "track_id": ("track_id", "id"),
    "isrc": ("isrc",),
    "sender": ("sender", "distributor", "supplier"),
    "sender_dpid": ("sender_dpid", "dpid"),
    "label": ("label", "label_name"),
    "icpn": ("icpn", "upc", "ean", "barcode"),
    "album": ("album", "release_title", "track_album_name"),
    "release_date": ("release_date", "track_album_release_date"),
    "genre": ("genre", "playlist_genre"),
    "language": ("language",),
    "duration_s": ("duration_s", "duration"),
    "duration_ms": ("duration_ms",),
    "p_line": ("p_line", "rights_line"),
    "cover": ("cover", "cover_sha256"),
    "sha256": ("sha256", "file_sha256"),
    "path": ("path", "audio_path"),
    "ai_score": ("ai_score",),
}
"""What a catalogue may say, by the names that its columns may have; the first that is there counts."""

REQUIRED = ("title", "artist")
_MS = 1000.0
_NUMBERS_AS_NAMES = ("icpn", "track_id", "release_date")
_WHOLE = re.compile(r"(?<=\d)\.0$")
"""What a column of numbers with gaps makes of a product code, an id or a year."""
_SHA256_LETTERS = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """A track of the past, its length in seconds, its AI score, and its sound file where it has one."""

    track: Track
    duration_s: float | None
    ai_probability: float | None
    path: Path | None

    def as_heard(self, heard: Heard | None) -> "Entry":
        """With the length as heard, which goes before what the catalogue says."""
        if heard is None or heard.listening.duration_s is None:
            return self
        return replace(self, duration_s=heard.listening.duration_s)


def column_names(header: list[str]) -> dict[str, str]:
    """Which of ``header`` says what."""
    there = {name.strip().lower(): name for name in header}
    found = {}
    for what, names in COLUMNS.items():
        column = next((there[name] for name in names if name in there), None)
        if column is not None:
            found[what] = column
    return found


def entry_of(row: Mapping[str, str], source: str, number: int, folder: Path) -> Entry | str:
    """The row as an entry, or in words why it is none.

    ``row`` maps what is said to its text; ``source`` and ``number`` name the row where it has no id.
    Without the time of its delivery a track counts on the day of its release.
    """
    title, artist = row.get("title", ""), row.get("artist", "")
    if not title and not artist:
        return "it has neither title nor artist"
    released = _day(row.get("release_date", ""))
    received = _time(row.get("received_at", "")) or released
    if received is None:
        said = row.get("received_at") or row.get("release_date")
        return f"{said!r} is no time or day" if said else "it has no time of delivery and no release date"
    own_id = row.get("track_id") or content_id("backfill", source, str(number))
    sha256 = row.get("sha256", "").lower()
    path = (folder / row["path"]) if row.get("path") else None
    file = AudioFile(
        name=path.name if path else own_id, sha256=sha256 if len(sha256) == _SHA256_LETTERS else None
    )
    dpid = row.get("sender_dpid", "")
    duration_s = _number(row.get("duration_s", ""))
    if duration_s is None and (ms := _number(row.get("duration_ms", ""))) is not None:
        duration_s = ms / _MS
    track = Track(
        track_id=f"backfill-{own_id}"[:200],
        delivery_id=source,
        ern_version="",
        ern_message_id=source,
        sender=Party(name=row.get("sender") or "unnamed", identifiers={"DPID": dpid} if dpid else {}),
        is_backfill=True,
        received_at=received,
        resource_reference=str(number),
        isrc=row.get("isrc") or None,
        title=title,
        display_artist=artist,
        language=row.get("language") or None,
        duration_s=duration_s,
        release=Release(
            reference=str(number),
            icpn=row.get("icpn") or None,
            title=row.get("album", ""),
            label=row.get("label") or None,
            genre=row.get("genre") or None,
            release_date=released.date() if released else None,
            p_line=row.get("p_line") or None,
            cover=row.get("cover") or None,
        ),
        audio=(file.model_copy(update={"location": str(path) if path else f"backfill:{own_id}"}),)
        if path or file.sha256
        else (),
    )
    score = _number(row.get("ai_score", ""))
    return Entry(track, duration_s, score if score is not None and score <= 1 else None, path)


def cleaned(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, str]:
    """The texts of a row by what they say; what is empty is left out."""
    found = {}
    for what, column in columns.items():
        value = row.get(column)
        text = "" if value is None else storable(str(value)).strip()
        if what in _NUMBERS_AS_NAMES:
            text = _WHOLE.sub("", text)
        if text:
            found[what] = text
    return found


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):  # the latter: a time zone that leads out of all years
        return None


def _day(text: str) -> datetime | None:
    """The beginning of the day, month or year that ``text`` says."""
    for more in ("", "-01", "-01-01"):
        try:
            day = date.fromisoformat(text[:10] + more)
        except ValueError:
            continue
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
