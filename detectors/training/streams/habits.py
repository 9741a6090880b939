"""Agents that are put together from habits, honest or not.

Somebody honest may have any one odd habit, or two, for a reason of their own. What marks spam is that
several of them come together. These agents teach a model that, and not the particular mixtures that
the named agents happen to have. Which habits are odd, and how many make spam, is our judgement.
"""

from collections.abc import Iterator
from dataclasses import replace

from detectors.titles.famous import NAMES
from detectors.training.streams import words
from detectors.training.streams.delivery import DAY_S, HOUR_S, Drop, Piece, Studio

TRAITS = (
    *("flood", "new names", "short", "one length", "functional titles", "numbered", "even pace"),
    *("undeclared AI", "same files", "turned titles", "look-alike names"),
)
HONEST_TRAITS = tuple(t for t in TRAITS if t not in ("look-alike names", "undeclared AI", "same files"))
OF_KIND = {
    "mass upload": ("flood",),
    "artist farm": ("new names",),
    "singles label": ("new names",),
    "compilation": ("new names",),
    "30-second gaming": ("short",),
    "short forms": ("short",),
    "slices": ("one length", "numbered"),
    "spoken word": ("one length", "numbered"),
    "keyword titles": ("functional titles",),
    "ambient artist": ("functional titles",),
    "slow drip": ("even pace",),
    "distributor": ("even pace",),
    "AI farm": ("undeclared AI",),
    "AI hobbyist": ("undeclared AI",),
    "repackaged files": ("same files", "turned titles"),
    "impersonator": ("look-alike names",),
    "catalogue move": ("flood",),
}
"""What agents have to leave a model's training when a named kind is left out: else it would not be unseen."""

_ONE_ODD, _LONG_NAME = 0.35, 10


def someone_odd(studio: Studio, sender: str) -> Iterator[Drop]:
    """Somebody honest with none, one or two odd habits."""
    count = 0 if studio.chance(_ONE_ODD) else 1 + studio.chance(0.4)
    traits = tuple(str(t) for t in studio.rng.choice(HONEST_TRAITS, size=count, replace=False))
    yield from _deliveries(studio, sender, traits, kind="odd habits", spam=False)


def someone_gaming(studio: Studio, sender: str) -> Iterator[Drop]:
    """A spammer with three to five habits of spammers."""
    traits = tuple(
        str(t) for t in studio.rng.choice(TRAITS, size=int(studio.rng.integers(3, 6)), replace=False)
    )
    yield from _deliveries(studio, sender, traits, kind="mixed habits", spam=True)


def _deliveries(
    studio: Studio, sender: str, traits: tuple[str, ...], *, kind: str, spam: bool
) -> Iterator[Drop]:
    rng = studio.rng
    per_day = float(rng.uniform(15, 90) if "flood" in traits else rng.uniform(0.2, 3.0))
    days = float(rng.uniform(0.5, 3.0)) if "flood" in traits else studio.days
    begin = float(rng.uniform(0, max(studio.days - days, 0.05))) * DAY_S
    at, number = begin, 0
    home = words.artist(rng)
    length = float(rng.uniform(50, 200))
    stem = words.functional(rng) if "functional titles" in traits else words.title(rng)
    files = [(studio.fresh("f"), studio.fresh("s")) for _ in range(4)]
    label = sender if studio.chance(0.6) else home
    while at < min(begin + days * DAY_S, studio.days * DAY_S):
        size = int(rng.choice((1, 1, 1, 2, 5, 10)))
        artist = words.artist(rng) if "new names" in traits else home
        if "look-alike names" in traits:
            artist = _lookalike(studio)
        pieces = []
        for _ in range(size):
            number += 1
            pieces.append(
                _piece(studio, traits, artist, stem=stem, number=number, length=length, files=files)
            )
        yield Drop(at, sender, label, tuple(pieces), kind, spam, traits=traits)
        gap = DAY_S / per_day
        at += gap * float(rng.uniform(0.95, 1.05)) if "even pace" in traits else float(rng.exponential(gap))
        at = max(at, begin + HOUR_S / 60)


def _piece(
    studio: Studio,
    traits: tuple[str, ...],
    artist: str,
    *,
    stem: str,
    number: int,
    length: float,
    files: list[tuple[str, str]],
) -> Piece:
    rng = studio.rng
    title = words.functional(rng) if "functional titles" in traits else words.title(rng)
    if "numbered" in traits:
        title = f"{stem} {number}"
    if "turned titles" in traits:
        parts = stem.split()
        rng.shuffle(parts)
        title = " ".join(parts)
    duration = studio.song_s()
    if "one length" in traits:
        duration = length + float(rng.uniform(-1, 1))
    if "short" in traits:
        duration = float(rng.uniform(30.5, 44))
    score = studio.machine() if "undeclared AI" in traits else studio.human()
    piece = studio.song(title, artist, duration_s=duration, ai=score)
    if "same files" in traits:
        file, sound = files[int(rng.integers(len(files)))]
        piece = replace(piece, file=file, sound=sound)
    return piece


def _lookalike(studio: Studio) -> str:
    name = words.pick(studio.rng, [n for n in NAMES if len(n) > _LONG_NAME])
    place = int(studio.rng.integers(2, len(name) - 1))
    return name[:place] + words.pick(studio.rng, ("", name[place] * 2)) + name[place + 1 :]
