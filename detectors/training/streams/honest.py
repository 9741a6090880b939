"""Honest senders, among them all those who look odd for an honest reason."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from contracts.disclosure import DisclosureLevel
from detectors.training.streams import words
from detectors.training.streams.catalogues import beats, deluxe, film_music, remasters
from detectors.training.streams.delivery import DAY_S, HOUR_S, Drop, Piece, Studio
from detectors.training.streams.habits import someone_odd
from detectors.training.streams.likeness import corrected, namesake, tribute_label

Sender = Callable[[Studio, str], Iterator[Drop]]
_SPEEDS = {"Sped Up": 1.2, "Slowed + Reverb": 0.85}
_WEDNESDAY = 2  # the simulation begins on a Monday
_SIZES = (1, 1, 1, 1, 2, 3, 5, 8, 11, 14)


def _size(studio: Studio) -> int:
    return int(studio.rng.choice(_SIZES))


def _release(studio: Studio, artist: str, size: int, tongue: int | None = None) -> tuple[Piece, ...]:
    return tuple(studio.song(words.title(studio.rng, tongue), artist) for _ in range(size))


def _roster(studio: Studio, size: int, tongue: int | None = None) -> list[str]:
    return [words.artist(studio.rng, tongue) for _ in range(size)]


def major(studio: Studio, sender: str) -> Iterator[Drop]:
    """A major: dozens of labels, a flood for every Friday, official altered versions among it."""
    labels = [f"{sender} {words.pick(studio.rng, words.NOUNS).title()}" for _ in range(15)]
    roster = _roster(studio, 150)
    for day in range(int(np.ceil(studio.days))):
        busy = 45 if day % 7 == _WEDNESDAY else 8  # two days ahead of a Friday's releases
        for _ in range(int(studio.rng.poisson(busy))):
            artist = words.pick(studio.rng, roster)
            pieces = _release(studio, artist, _size(studio))
            if studio.chance(0.05):
                first = pieces[0]
                pieces += (
                    replace(
                        first, version="Sped Up", duration_s=first.duration_s / 1.2, speed=1.2, isrc=None
                    ),
                )
            yield Drop(studio.office(day), sender, words.pick(studio.rng, labels), pieces, "major", False)


def distributor(studio: Studio, sender: str) -> Iterator[Drop]:
    """A distributor for everyone, small or large: regular batch jobs, most artists new, every taste."""
    known: list[str] = []
    at, gap = 0.0, float(np.exp(studio.rng.uniform(6.6, 9.2)))
    while at < studio.days * DAY_S:
        tongue = int(studio.rng.integers(len(words.TONGUES))) if studio.chance(0.4) else None
        artist = words.artist(studio.rng, tongue) + words.pick(studio.rng, ("", "", " Jr", " II", " Trio"))
        if known and studio.chance(0.35):
            artist = words.pick(studio.rng, known)
        known.append(artist)
        pieces = _release(studio, artist, _size(studio), tongue)
        if studio.chance(0.03):
            pieces = (studio.song(words.functional(studio.rng), artist),)
        if studio.chance(0.06):
            pieces = tuple(replace(piece, ai=studio.machine()) for piece in pieces)
        label = artist if studio.chance(0.7) else f"{words.pick(studio.rng, words.NOUNS)} records"
        yield Drop(at, sender, label, pieces, "distributor", False, float(studio.rng.choice([-14, -3, 400])))
        at += gap * studio.rng.uniform(0.9, 1.1)


def small_label(studio: Studio, sender: str) -> Iterator[Drop]:
    """A small label: some releases a week, of a few artists, sometimes delivered twice."""
    tongue = int(studio.rng.integers(len(words.TONGUES))) if studio.chance(0.5) else None
    roster = _roster(studio, 8, tongue)
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.4)))):
        pieces = _release(studio, words.pick(studio.rng, roster), _size(studio), tongue)
        pieces = tuple(replace(p, isrc=studio.isrc(), file=studio.fresh("f")) for p in pieces)
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        drop = Drop(at, sender, sender, pieces, "small label", False)
        yield drop
        if studio.chance(0.2):
            yield replace(drop, at=at + float(studio.rng.uniform(1, 30)) * HOUR_S)


def first_album(studio: Studio, sender: str) -> Iterator[Drop]:
    """An independent artist whom nobody knows yet, with a whole album and later a single."""
    tongue = int(studio.rng.integers(len(words.TONGUES))) if studio.chance(0.4) else None
    artist = words.artist(studio.rng, tongue)
    at = studio.office(float(studio.rng.uniform(0, studio.days)))
    yield Drop(
        at,
        sender,
        artist,
        _release(studio, artist, int(studio.rng.integers(7, 21)), tongue),
        "first album",
        False,
    )
    if studio.chance(0.6):
        single = _release(studio, artist, 1, tongue)
        yield Drop(
            at + float(studio.rng.uniform(1, 20)) * DAY_S, sender, artist, single, "first album", False
        )


def first_single(studio: Studio, sender: str) -> Iterator[Drop]:
    """An independent artist whom nobody knows yet, with one song, which may be short or have an odd title."""
    tongue = int(studio.rng.integers(len(words.TONGUES))) if studio.chance(0.4) else None
    artist = words.artist(studio.rng, tongue)
    title = words.functional(studio.rng) if studio.chance(0.05) else words.title(studio.rng, tongue)
    length = float(studio.rng.uniform(30, 120)) if studio.chance(0.1) else studio.song_s()
    for _ in range(1 + int(studio.rng.poisson(0.7))):
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        label = artist if studio.chance(0.7) else sender
        yield Drop(at, sender, label, (studio.song(title, artist, duration_s=length),), "first single", False)
        title, length = words.title(studio.rng, tongue), studio.song_s()


def singles_label(studio: Studio, sender: str) -> Iterator[Drop]:
    """A label of singles: some a day, nearly each by another new artist, some with declared AI."""
    rate = float(studio.rng.uniform(1, 12))
    tongue = int(studio.rng.integers(len(words.TONGUES))) if studio.chance(0.3) else None
    open_about_ai, hours = studio.chance(0.2), studio.chance(0.5)
    for _ in range(max(2, int(studio.rng.poisson(min(studio.days, 12) * rate)))):
        day = float(studio.rng.uniform(0, studio.days))
        at = studio.office(day) if hours else day * DAY_S
        piece = studio.song(words.title(studio.rng, tongue), words.artist(studio.rng, tongue))
        if open_about_ai:
            piece = replace(piece, ai=studio.machine(), declares=DisclosureLevel.ALL)
        label = words.pick(studio.rng, (sender, sender, piece.artist))
        yield Drop(at, sender, label, (piece,), "singles label", False)


def compilation(studio: Studio, sender: str) -> Iterator[Drop]:
    """A compiler: dozens of artists on one release, a part of it known recordings under their ISRCs."""
    known = [p for d in studio.honest if d.kind == "small label" for p in d.pieces]
    for number in range(max(1, int(studio.rng.poisson(studio.days * 0.08)))):
        pieces = tuple(
            replace(known[int(studio.rng.integers(len(known)))], file=None)
            if known and studio.chance(0.4)
            else studio.song(words.title(studio.rng), words.artist(studio.rng))
            for _ in range(int(studio.rng.integers(15, 45)))
        )
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        age = float(studio.rng.choice([-10, 0, 0, 3000]))
        yield Drop(at, sender, f"{sender} {number % 2}", pieces, "compilation", False, age)


def migration(studio: Studio, sender: str) -> Iterator[Drop]:
    """A label that moves its whole catalogue to a new distributor in a day or two."""
    roster = _roster(studio, int(studio.rng.integers(20, 80)))
    at = float(studio.rng.uniform(0, max(studio.days - 2, 0.1))) * DAY_S
    for _ in range(int(studio.rng.integers(40, 120))):
        artist = words.pick(studio.rng, roster)
        age = float(studio.rng.uniform(200, 9000))
        label = words.pick(studio.rng, (sender, f"{sender} classics"))
        yield Drop(at, sender, label, _release(studio, artist, _size(studio)), "catalogue move", False, age)
        at += float(studio.rng.normal(600, 15) if studio.chance(0.9) else 4000)


def moved_recordings(studio: Studio, sender: str) -> Iterator[Drop]:
    """An artist who comes over from another sender with the same files, under old or new ISRCs."""
    victims = [d for d in studio.honest if d.kind == "small label"]
    for drop in victims[: int(studio.rng.integers(1, 6))]:
        fresh = studio.chance(0.5)
        pieces = tuple(replace(p, isrc=None if fresh else p.isrc) for p in drop.pieces)
        at = drop.at + float(studio.rng.uniform(0.05, 3)) * DAY_S
        yield Drop(at, sender, drop.label, pieces, "moved recordings", False, 300.0)


def ambient(studio: Studio, sender: str) -> Iterator[Drop]:
    """A maker of ambient music: long pieces, some titles that say what they are for, numbered albums."""
    named = (
        f"{words.pick(studio.rng, words.SOUNDS)} {words.pick(studio.rng, ('Project', 'Ensemble', 'Studio'))}"
    )
    artist = named if studio.chance(0.4) else words.artist(studio.rng)
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.12)))):
        stem, numbered = words.functional(studio.rng), studio.chance(0.4)
        pieces = tuple(
            studio.song(
                f"{stem} {n + 1}" if numbered else words.functional(studio.rng),
                artist,
                duration_s=float(studio.rng.uniform(150, 1800)),
            )
            for n in range(int(studio.rng.integers(1, 13)))
        )
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        yield Drop(at, sender, artist, pieces, "ambient artist", False)


def classical(studio: Studio, sender: str) -> Iterator[Drop]:
    """A classical label: cycles of short movements whose titles differ in a number."""
    forms = (
        "Prelude No. {n}",
        "Variation {n}",
        "Symphony No. 4: Movement {n}",
        "Etude, Op. 10 No. {n}",
        "Mazurka {n}",
    )
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.2)))):
        artist, form = words.artist(studio.rng), words.pick(studio.rng, forms)
        pieces = tuple(
            studio.song(form.format(n=n + 1), artist, duration_s=float(studio.rng.lognormal(4.6, 0.8)) + 20)
            for n in range(int(studio.rng.integers(4, 33)))
        )
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        yield Drop(at, sender, sender, pieces, "classical label", False)


def short_forms(studio: Studio, sender: str) -> Iterator[Drop]:
    """Punk, mixtapes and scores: many tracks, a good part of them skits and miniatures under a minute."""
    artist = words.artist(studio.rng)
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.08)))):
        pieces = tuple(
            studio.song(
                words.pick(studio.rng, (words.title(studio.rng), "Intro", "Interlude", f"Skit {n}")),
                artist,
                duration_s=float(studio.rng.choice([studio.rng.uniform(22, 75), studio.song_s()])),
            )
            for n in range(int(studio.rng.integers(10, 31)))
        )
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        yield Drop(at, sender, sender, pieces, "short forms", False)


def ai_hobbyist(studio: Studio, sender: str) -> Iterator[Drop]:
    """Someone who makes a few songs with a generator, declared or not: another matter than spam."""
    artist = words.artist(studio.rng)
    declares = DisclosureLevel.ALL if studio.chance(0.6) else DisclosureLevel.UNDECLARED
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.1)))):
        pieces = tuple(
            studio.song(words.title(studio.rng), artist, ai=studio.machine(), declares=declares)
            for _ in range(int(studio.rng.integers(1, 21)))
        )
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        yield Drop(at, sender, artist, pieces, "AI hobbyist", False)


def remix_label(studio: Studio, sender: str) -> Iterator[Drop]:
    """A dance label: each title in many versions, official sped-up ones by the same artist included."""
    roster = _roster(studio, 6)
    versions = ("Radio Edit", "Extended Mix", "Dub", "Instrumental", "Sped Up", "Slowed + Reverb", "VIP Mix")
    for _ in range(max(1, int(studio.rng.poisson(studio.days * 0.25)))):
        artist, title = words.pick(studio.rng, roster), words.title(studio.rng)
        count = int(studio.rng.integers(2, len(versions) + 1))
        song = studio.song(title, artist)
        pieces = tuple(_version(studio, song, version) for version in versions[:count])
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        yield Drop(at, sender, sender, pieces, "remix label", False)


def _version(studio: Studio, song: Piece, version: str) -> Piece:
    speed = _SPEEDS.get(version, 1.0)
    if speed != 1.0 or version in ("Radio Edit", "Extended Mix", "Instrumental"):
        return replace(song, version=version, speed=speed, duration_s=song.duration_s / speed)
    return studio.song(song.title, song.artist, version=version)


def spoken_word(studio: Studio, sender: str) -> Iterator[Drop]:
    """Audio plays and readings: dozens of numbered chapters of like length by one artist."""
    artist = words.artist(studio.rng)
    for book in range(max(1, int(studio.rng.poisson(studio.days * 0.08)))):
        length = float(studio.rng.uniform(60, 240))
        name = words.title(studio.rng)
        pieces = tuple(
            studio.song(f"Chapter {n + 1}: {name}" if book % 2 else f"{name} {n + 1}", artist,
                        duration_s=float(length * studio.rng.uniform(0.85, 1.15)))
            for n in range(int(studio.rng.integers(15, 60)))
        )  # fmt: skip
        at = studio.office(float(studio.rng.uniform(0, studio.days)))
        yield Drop(at, sender, sender, pieces, "spoken word", False)


HONEST: tuple[tuple[Sender, int], ...] = (
    *(
        (major, 1),
        (distributor, 2),
        (small_label, 6),
        (first_album, 6),
        (first_single, 16),
        (singles_label, 6),
        (compilation, 2),
    ),
    *((migration, 1), (ambient, 3), (classical, 2), (short_forms, 2), (ai_hobbyist, 6), (remix_label, 2)),
    *((spoken_word, 2), (moved_recordings, 1), (remasters, 2), (deluxe, 2), (film_music, 2), (beats, 3)),
    *((corrected, 2), (namesake, 3), (tribute_label, 2)),
    *((someone_odd, 14),),
)
"""Every honest kind and how many of it live in one world. Later ones may draw on earlier ones."""
