"""Senders that play the system, each in its own way (typology: docs and notes on upload spam)."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from detectors.titles.famous import NAMES
from detectors.training.streams import words
from detectors.training.streams.delivery import DAY_S, HOUR_S, Drop, Studio
from detectors.training.streams.habits import someone_gaming
from detectors.training.streams.rings import recycled_isrcs, ring, wrong_profile

_LONG_NAME = 10
Spammer = Callable[[Studio, str], Iterator[Drop]]


def _begin(studio: Studio, needs_days: float) -> float:
    """A start that leaves ``needs_days`` of the world, at any hour."""
    return float(studio.rng.uniform(0, max(studio.days - needs_days, 0.02))) * DAY_S


def _generic(studio: Studio) -> str:
    """A name that says what the sound is for, or anyone's."""
    if studio.chance(0.4):
        return words.artist(studio.rng)
    ending = words.pick(studio.rng, ("Lab", "Club", "Therapy", "Collective"))
    return f"{words.pick(studio.rng, words.SOUNDS)} {ending}"


def mass_upload(studio: Studio, sender: str) -> Iterator[Drop]:
    """Hundreds of single releases in a night or two, a release every few minutes."""
    at, gap = _begin(studio, 1.0), float(studio.rng.uniform(60, 700))
    crew = [_generic(studio) if studio.chance(0.5) else words.artist(studio.rng) for _ in range(8)]
    length = float(studio.rng.uniform(55, 200))
    functional = studio.chance(0.6)
    for number in range(int(studio.rng.integers(40, 250))):
        title = words.functional(studio.rng) if functional else words.title(studio.rng)
        title = f"{title} {number + 1}" if studio.chance(0.5) else title
        duration = length + float(studio.rng.uniform(-2, 2))
        piece = studio.song(title, words.pick(studio.rng, crew), duration_s=duration)
        yield Drop(at, sender, sender, (piece,), "mass upload", True)
        at += gap * float(studio.rng.uniform(0.6, 1.4))


def artist_farm(studio: Studio, sender: str) -> Iterator[Drop]:
    """A new artist name for nearly every track, ordinary titles, some dozens a day."""
    at, rate = _begin(studio, 1.0), float(studio.rng.uniform(15, 90))
    end = at + float(studio.rng.uniform(0.7, 12)) * DAY_S
    ai, even = studio.chance(0.5), studio.chance(0.5)
    while at < end:
        length = float(studio.rng.uniform(95, 150)) if even else studio.song_s()
        score = studio.machine() if ai else studio.human()
        name = f"{words.artist(studio.rng)} {words.pick(studio.rng, words.LAST_NAMES)}"
        piece = studio.song(words.title(studio.rng), name, ai=score, duration_s=length)
        yield Drop(at, sender, f"{sender} music", (piece,), "artist farm", True)
        at += DAY_S / rate * float(studio.rng.exponential(1.0) if studio.chance(0.5) else 1.0)


def keyword_titles(studio: Studio, sender: str) -> Iterator[Drop]:
    """Titles strung together from search terms, at an ordinary pace."""
    at, artist, number = _begin(studio, 1.0), _generic(studio), 0
    for _ in range(int(studio.rng.integers(4, 30))):
        pieces = []
        for _ in range(int(studio.rng.integers(1, 12))):
            number += 1
            duration = float(studio.rng.uniform(60, 240))
            pieces.append(studio.song(words.stuffed(studio.rng, number), artist, duration_s=duration))
        yield Drop(at, sender, artist, tuple(pieces), "keyword titles", True)
        at += float(studio.rng.exponential(6 * HOUR_S))


def thirty_seconds(studio: Studio, sender: str) -> Iterator[Drop]:
    """Albums of tracks that end right after a play counts."""
    at, stem = _begin(studio, 0.5), words.title(studio.rng)
    numbered = studio.chance(0.5)
    for _ in range(int(studio.rng.integers(1, 15))):
        artist = words.artist(studio.rng)
        pieces = tuple(
            studio.song(
                f"{stem} {n + 1}" if numbered else words.title(studio.rng),
                artist,
                duration_s=float(studio.rng.uniform(30.2, 38)),
            )
            for n in range(int(studio.rng.integers(6, 51)))
        )
        yield Drop(
            at, sender, words.pick(studio.rng, (sender, artist)), pieces, "30-second gaming", True, 0.0
        )
        at += float(studio.rng.exponential(3 * HOUR_S))


def sped_up_copies(studio: Studio, sender: str) -> Iterator[Drop]:
    """Other artists' songs faster or slower, said so in the title or hidden behind turned words."""
    songs = [
        (d, p) for d in studio.honest for p in d.pieces if d.kind in ("major", "small label", "first album")
    ]
    for _ in range(min(int(studio.rng.integers(8, 80)), len(songs))):
        drop, song = songs[int(studio.rng.integers(len(songs)))]
        speed = float(
            studio.rng.uniform(1.06, 1.35) if studio.chance(0.7) else studio.rng.uniform(0.75, 0.94)
        )
        piece = replace(song, duration_s=song.duration_s / speed, speed=speed, isrc=None, file=None)
        piece = replace(piece, ai=studio.human())
        if studio.chance(0.2):
            piece = replace(piece, sound=studio.fresh("s"))  # an original that was never delivered
        if studio.chance(0.5):
            turned = " ".join(reversed(song.title.split()))
            piece = replace(piece, title=turned, artist=f"{song.artist} Music", version=None)
        else:
            word = words.pick(studio.rng, ("Sped Up", "Nightcore", "Sped Up Version", "Slowed + Reverb"))
            piece = replace(
                piece, artist=f"{words.pick(studio.rng, ('speedy', 'fast'))} {song.artist}", version=word
            )
        at = drop.at + float(studio.rng.exponential(5 * HOUR_S))
        yield Drop(at, sender, sender, (piece,), "sped-up copies", True)


def ai_farm(studio: Studio, sender: str) -> Iterator[Drop]:
    """Generated albums day and night, nothing declared, names and titles like anyone's."""
    at, rate = _begin(studio, 1.0), float(studio.rng.uniform(3, 20))
    end = at + float(studio.rng.uniform(1, 15)) * DAY_S
    shortest = float(studio.rng.uniform(60, 180))
    while at < end:
        artist = words.artist(studio.rng)
        pieces = tuple(
            studio.song(words.title(studio.rng), artist, ai=studio.machine(), duration_s=float(length))
            for length in studio.rng.uniform(shortest, shortest + 130, size=int(studio.rng.integers(5, 21)))
        )
        yield Drop(at, sender, f"{sender} music", pieces, "AI farm", True)
        at += float(studio.rng.exponential(DAY_S / rate))


def slow_drip(studio: Studio, sender: str) -> Iterator[Drop]:
    """Stays under every limit: one track at a time, evenly, for ever, each under a new name."""
    at, gap = float(studio.rng.uniform(0, 0.2)) * DAY_S, float(studio.rng.uniform(0.7, 4)) * HOUR_S
    while at < studio.days * DAY_S:
        name = (
            f"{words.pick(studio.rng, words.ADJECTIVES).title()} {words.pick(studio.rng, words.LAST_NAMES)}"
        )
        piece = studio.song(
            words.title(studio.rng), name, ai=studio.machine(), duration_s=float(studio.rng.uniform(100, 170))
        )
        yield Drop(at, sender, sender, (piece,), "slow drip", True)
        at += gap * float(studio.rng.uniform(0.93, 1.07))


def repackaged(studio: Studio, sender: str) -> Iterator[Drop]:
    """The same few files again and again under turned titles, new names and new ISRCs."""
    at = _begin(studio, 0.7)
    files = [studio.song(words.functional(studio.rng), "", file=studio.fresh("f")) for _ in range(6)]
    again = studio.chance(0.5)  # encoded anew each time: other bytes, the same sound
    for _ in range(int(studio.rng.integers(15, 120))):
        piece = files[int(studio.rng.integers(len(files)))]
        parts = piece.title.split()
        studio.rng.shuffle(parts)
        piece = replace(piece, title=" ".join(parts), artist=words.artist(studio.rng), ai=studio.human())
        if again:
            piece = replace(piece, file=None)
        label = words.pick(studio.rng, (sender, f"{sender} two", f"{sender} three"))
        yield Drop(at, sender, label, (piece,), "repackaged files", True)
        at += float(studio.rng.exponential(1.5 * HOUR_S))


def slices(studio: Studio, sender: str) -> Iterator[Drop]:
    """One long noise cut into dozens of equal pieces with running numbers."""
    at, artist = _begin(studio, 0.5), _generic(studio)
    for _ in range(int(studio.rng.integers(1, 10))):
        stem, length = words.functional(studio.rng), float(studio.rng.uniform(31, 130))
        pieces = tuple(
            studio.song(f"{stem} {words.pick(studio.rng, ('', 'Part '))}{n + 1}", artist, duration_s=length)
            for n in range(int(studio.rng.integers(20, 80)))
        )
        yield Drop(at, sender, artist, pieces, "slices", True)
        at += float(studio.rng.exponential(5 * HOUR_S))


def impersonator(studio: Studio, sender: str) -> Iterator[Drop]:
    """Songs under names that nearly are those of well-known artists."""
    at = _begin(studio, 0.7)
    for _ in range(int(studio.rng.integers(3, 25))):
        name = words.pick(studio.rng, [n for n in NAMES if len(n) > _LONG_NAME])
        place = int(studio.rng.integers(2, len(name) - 1))
        spelt = name[:place] + words.pick(studio.rng, ("", name[place] * 2)) + name[place + 1 :]
        style = f"{words.title(studio.rng)} (in the style of {name})"
        title = style if studio.chance(0.3) else words.title(studio.rng)
        yield Drop(at, sender, sender, (studio.song(title, spelt),), "impersonator", True)
        at += float(studio.rng.exponential(5 * HOUR_S))


def mixed_sender(studio: Studio, sender: str) -> Iterator[Drop]:
    """A distributor with honest customers and one that is not: only that one's tracks are spam."""
    crooked = (mass_upload, thirty_seconds, ai_farm, slices, keyword_titles)
    chosen = crooked[int(studio.rng.integers(len(crooked)))]
    for drop in chosen(studio, f"{sender} customer"):
        yield replace(drop, sender=sender, label=f"{sender} customer", kind="mixed sender")
    at = 0.0
    while at < studio.days * DAY_S:
        artist = words.artist(studio.rng)
        pieces = tuple(
            studio.song(words.title(studio.rng), artist) for _ in range(int(studio.rng.integers(1, 12)))
        )
        yield Drop(at, sender, artist, pieces, "beside a spammer", False)
        at += float(studio.rng.exponential(3 * HOUR_S))


SPAMMERS: tuple[Spammer, ...] = (
    *(mass_upload, artist_farm, keyword_titles, thirty_seconds, sped_up_copies, ai_farm, slow_drip),
    *(repackaged, slices, impersonator, mixed_sender, ring, wrong_profile, recycled_isrcs),
    *(someone_gaming,) * 5,
)
"""Every kind of spammer; one of each lives in each world, after the honest senders."""
