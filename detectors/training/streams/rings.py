"""Spammers that hide: behind many accounts, other people's names, and used ISRCs."""

from collections.abc import Iterator

from detectors.training.streams import words
from detectors.training.streams.delivery import DAY_S, HOUR_S, Drop, Piece, Studio
from detectors.training.streams.paperwork import GENRES


def ring(studio: Studio, sender: str) -> Iterator[Drop]:
    """One operation behind many accounts, each with a few tracks: generated, or of one length."""
    accounts = int(studio.rng.integers(4, 14))
    label = f"{sender} records"
    ai, even = studio.chance(0.6), float(studio.rng.uniform(80, 150))
    cover = studio.fresh("cover ") if studio.chance(0.5) else None
    for account in range(accounts):
        name = f"{sender} account {account}"
        at = float(studio.rng.uniform(0, studio.days * 0.9)) * DAY_S
        for _ in range(int(studio.rng.integers(3, 15))):
            piece = Piece(
                words.title(studio.rng),
                words.artist(studio.rng),
                even + float(studio.rng.uniform(-20, 20)),
                studio.machine() if ai else studio.human(),
            )
            whose = label if studio.chance(0.5) else piece.artist
            yield Drop(at, name, whose, (piece,), "ring of accounts", True, group=sender, cover=cover)
            at += float(studio.rng.exponential(8 * HOUR_S))


def wrong_profile(studio: Studio, sender: str) -> Iterator[Drop]:
    """Tracks under the very names of artists who are with somebody else, in whatever genre."""
    victims = [d.pieces[0].artist for d in studio.honest if not d.spam and d.kind != "distributor"]
    if not victims:
        return
    at = float(studio.rng.uniform(0.3, 0.7)) * studio.days * DAY_S
    for _ in range(int(studio.rng.integers(4, 25))):
        victim = victims[int(studio.rng.integers(len(victims)))]
        score = studio.machine() if studio.chance(0.6) else studio.human()
        pieces = tuple(
            studio.song(words.title(studio.rng), victim, ai=score)
            for _ in range(int(studio.rng.integers(1, 6)))
        )
        genre = words.pick(studio.rng, GENRES)
        yield Drop(at, sender, sender, pieces, "wrong profile", True, genre=genre)
        at += float(studio.rng.exponential(6 * HOUR_S))


def recycled_isrcs(studio: Studio, sender: str) -> Iterator[Drop]:
    """A few ISRCs used over and over for other recordings."""
    isrcs = [studio.isrc() for _ in range(int(studio.rng.integers(2, 8)))]
    at = float(studio.rng.uniform(0, 0.5)) * studio.days * DAY_S
    for _ in range(int(studio.rng.integers(15, 80))):
        piece = studio.song(
            words.title(studio.rng), words.artist(studio.rng), isrc=words.pick(studio.rng, isrcs)
        )
        yield Drop(at, sender, sender, (piece,), "recycled ISRCs", True)
        at += float(studio.rng.exponential(3 * HOUR_S))
