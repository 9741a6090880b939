"""Altered versions of other artists' recordings, found by title and length.

This is no proof: it says that the title calls itself sped up or slowed, or turns another title's
words round, and that another artist's recording of that title would have this length at another
speed. The sound itself is not compared here.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from contracts.track import Track
from detectors.insert import insert_new
from detectors.tables import known_titles
from detectors.titles.features import full_title
from detectors.titles.shape import speaks_of_altered_speed, without_speed_words
from detectors.titles.skeleton import name_key
from detectors.titles.words import title_parts, words
from detectors.uploads.sketch import mark
from detectors.uploads.upload import sender_key

NO_COPY = 1.0
_SMALLEST = math.log(1.01)
_LARGEST = math.log(1.6)
_MOST_READ = 500


@dataclass(frozen=True, slots=True)
class TitledRecording:
    """A recording by its title without version words.

    ``title`` is the mark of the sorted words, ``wording`` that of the words in order, ``artist``
    that of the name; ``duration_s`` is whole seconds.
    """

    title: int
    wording: int
    artist: int
    sender: str
    duration_s: int


def titled(track: Track, duration_s: float | None) -> TitledRecording | None:
    """``track`` as a known title; None where its length is unknown or its title has no words."""
    base = base_words(full_title(track))
    if duration_s is None or duration_s < 1 or not base:
        return None
    return TitledRecording(
        title=mark(" ".join(sorted(base))),
        wording=mark(" ".join(base)),
        artist=mark(name_key(track.display_artist)),
        sender=sender_key(track),
        duration_s=round(duration_s),
    )


def base_words(title: str) -> tuple[str, ...]:
    """The words of the first part of the title that is more than speed words and brackets."""
    parts = (without_speed_words(words(part)) for part in title_parts(title))
    return next((part for part in parts if part), ())


def speed_copy_ratio(
    title: str, own: TitledRecording | None, known: Iterable[TitledRecording]
) -> float | None:
    """The speed at which another's recording fits, the nearest to 1; 1 where none does.

    Another's recording comes from another artist and another sender: official altered versions do
    not. Speeds from 1 % to 60 % off count (1 % is Pex's definition of a modified recording). None
    where the length is not known.
    """
    if own is None:
        return None
    altered = speaks_of_altered_speed(words(title))
    ratios = [
        k.duration_s / own.duration_s
        for k in known
        if k.artist != own.artist and k.sender != own.sender and (altered or k.wording != own.wording)
    ]
    fitting = [r for r in ratios if _SMALLEST <= abs(math.log(r)) <= _LARGEST]
    return min(fitting, key=lambda r: abs(math.log(r)), default=NO_COPY)


class TitleStore:
    """Known titles in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, title: int) -> Sequence[TitledRecording]:
        """Recordings whose titles have these words in any order, up to a few hundred."""
        columns = known_titles.c
        query = select(
            columns.title, columns.wording, columns.artist, columns.sender, columns.duration_s
        ).where(columns.title == title)
        return [TitledRecording(*row) for row in self._connection.execute(query.limit(_MOST_READ))]

    def add(self, recording: TitledRecording) -> None:
        """Remember ``recording``."""
        insert_new(
            self._connection,
            known_titles,
            {
                "title": recording.title,
                "wording": recording.wording,
                "artist": recording.artist,
                "sender": recording.sender,
                "duration_s": recording.duration_s,
            },
        )
