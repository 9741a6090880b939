"""Honest senders of what looks like somebody else's: corrections, namesakes, licensed tributes."""

from collections.abc import Iterator
from dataclasses import replace

from detectors.titles.famous import NAMES
from detectors.training.streams import words
from detectors.training.streams.delivery import DAY_S, HOUR_S, Drop, Studio


def corrected(studio: Studio, sender: str) -> Iterator[Drop]:
    """A label that delivers an album again under its ISRCs, with other spellings, edits or masters."""
    artist = words.artist(studio.rng)
    album = tuple(
        studio.song(words.title(studio.rng), artist, isrc=studio.isrc(), file=studio.fresh("f"))
        for _ in range(int(studio.rng.integers(4, 13)))
    )
    at = studio.office(float(studio.rng.uniform(0, max(studio.days - 1, 0.3))))
    yield Drop(at, sender, sender, album, "corrections", False)
    again = tuple(
        replace(
            piece,
            title=f"{piece.title} {words.pick(studio.rng, words.NOUNS).title()}",
            file=studio.fresh("f"),
            duration_s=piece.duration_s + float(studio.rng.normal(0, 4)),
        )
        if studio.chance(0.6)
        else piece
        for piece in album
    )
    later = at + float(studio.rng.uniform(0.5, 20)) * HOUR_S
    yield Drop(later, sender, sender, again, "corrections", False)


def namesake(studio: Studio, sender: str) -> Iterator[Drop]:
    """An artist with somebody else's name: other music, another sender."""
    known = [d.pieces[0].artist for d in studio.honest if d.kind in ("major", "small label", "first album")]
    artist = words.pick(studio.rng, known) if known else words.artist(studio.rng)
    for _ in range(1 + int(studio.rng.poisson(studio.days * 0.05))):
        size = int(studio.rng.choice((1, 1, 2, 5, 10)))
        pieces = tuple(studio.song(words.title(studio.rng), artist) for _ in range(size))
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        label = artist if studio.chance(0.7) else sender
        yield Drop(at, sender, label, pieces, "namesake", False)


def tribute_label(studio: Studio, sender: str) -> Iterator[Drop]:
    """A licensed maker of karaoke and tributes: albums of one star's songs, said so in the titles."""
    crew = f"{words.pick(studio.rng, ('Karaoke', 'Tribute', 'Piano'))} {words.surname(studio.rng)} Players"
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.1)))):
        star = words.pick(studio.rng, NAMES)
        said = words.pick(
            studio.rng, ("Karaoke Version", f"Originally Performed by {star}", "Tribute Version")
        )
        pieces = tuple(
            studio.song(words.title(studio.rng), crew, version=said)
            for _ in range(int(studio.rng.integers(6, 21)))
        )
        at = float(studio.rng.uniform(0, studio.days)) * DAY_S
        yield Drop(at, sender, sender, pieces, "tribute label", False)
