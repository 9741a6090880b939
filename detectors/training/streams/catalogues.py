"""Honest senders of catalogues that look odd: remasters, deluxe editions, music for film, beats."""

from collections.abc import Iterator
from dataclasses import replace

from detectors.training.streams import words
from detectors.training.streams.delivery import DAY_S, Drop, Piece, Studio

_CUTS_S = (60.0, 30.5, 15.5)


def remasters(studio: Studio, sender: str) -> Iterator[Drop]:
    """A label that delivers its albums again, remastered: the same titles, nearly the same lengths."""
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.1)))):
        artist = words.artist(studio.rng)
        album = tuple(
            studio.song(words.title(studio.rng), artist, isrc=studio.isrc(), file=studio.fresh("f"))
            for _ in range(int(studio.rng.integers(8, 15)))
        )
        at = studio.office(float(studio.rng.uniform(0, max(studio.days - 1, 0.3))))
        yield Drop(at, sender, sender, album, "remasters", False, float(studio.rng.uniform(3000, 15_000)))
        again = tuple(
            replace(
                piece,
                version="2026 Remaster",
                isrc=None,
                file=None,
                duration_s=piece.duration_s + float(studio.rng.normal(0, 0.8)),
            )
            for piece in album
        )
        yield Drop(
            at + float(studio.rng.uniform(0.05, 0.9)) * DAY_S, sender, sender, again, "remasters", False
        )


def deluxe(studio: Studio, sender: str) -> Iterator[Drop]:
    """An album that comes again weeks later with bonus tracks, demos and live versions."""
    artist = words.artist(studio.rng)
    album = tuple(
        studio.song(words.title(studio.rng), artist, isrc=studio.isrc(), file=studio.fresh("f"))
        for _ in range(int(studio.rng.integers(9, 16)))
    )
    at = studio.office(float(studio.rng.uniform(0, max(studio.days - 1, 0.3))))
    yield Drop(at, sender, artist, album, "deluxe edition", False)
    versions = ("Demo", "Live", "Acoustic", "Instrumental")
    bonus = tuple(
        studio.song(piece.title, artist, version=words.pick(studio.rng, versions)) for piece in album[:6]
    )
    later = at + float(studio.rng.uniform(0.1, min(20.0, studio.days))) * DAY_S
    yield Drop(later, sender, artist, album + bonus, "deluxe edition", False)


def film_music(studio: Studio, sender: str) -> Iterator[Drop]:
    """A library of music for film: albums by many composers, each piece also in cuts of 60, 30 and 15 s."""
    composers = [words.artist(studio.rng) for _ in range(int(studio.rng.integers(5, 40)))]
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.3)))):
        pieces: list[Piece] = []
        for _ in range(int(studio.rng.integers(4, 12))):
            whole = studio.song(words.title(studio.rng), words.pick(studio.rng, composers))
            pieces.append(whole)
            pieces += [
                replace(
                    whole, version=f"{round(cut)} s", duration_s=cut + float(studio.rng.uniform(-0.4, 0.4))
                )
                for cut in _CUTS_S[: int(studio.rng.integers(1, 4))]
            ]
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        yield Drop(at, sender, sender, tuple(pieces), "film music", False)


def beats(studio: Studio, sender: str) -> Iterator[Drop]:
    """A label of instrumental beats: short pieces, a new one every day or hour, by a crew with many names."""
    crew = [words.artist(studio.rng) for _ in range(int(studio.rng.integers(4, 60)))]
    gap = DAY_S / float(studio.rng.uniform(1, 15))
    at = float(studio.rng.uniform(0, gap))
    while at < studio.days * DAY_S:
        title = words.functional(studio.rng) if studio.chance(0.15) else words.title(studio.rng)
        piece = studio.song(
            title,
            words.pick(studio.rng, crew),
            duration_s=float(studio.rng.uniform(75, 165)),
            loops=studio.chance(0.1),
        )
        yield Drop(at, sender, sender, (piece,), "beats label", False)
        at += gap * float(studio.rng.uniform(0.5, 1.5))
