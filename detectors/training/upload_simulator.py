"""Simulates streams of deliveries and measures them with the pipeline's own features.

**This is a simulation.** No real delivery, sender or decision went into it. Senders are agents whose
habits are written down in ``streams/honest.py`` and ``streams/spammers.py``; the shares, rates and
lengths there are our judgement, informed by published accounts of upload spam. There is no sound:
AI scores are drawn from two distributions, one for human and one for generated music, and whether the
comparison by sound finds a copy is drawn too. What is real is the code that measures: windows, titles,
files, profiles, ownership and disclosure are the very ones of the pipeline.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from contracts.track import Track
from detectors.conclusions import conclusions
from detectors.delivery import Values
from detectors.duplicates.memory import MemoryFiles, MemoryTitles
from detectors.observer import Observer
from detectors.training.streams.delivery import DAY_S, Drop, Studio, tracks_of
from detectors.training.streams.honest import HONEST
from detectors.training.streams.sounds import KnownSounds
from detectors.training.streams.spammers import SPAMMERS
from detectors.uploads.memory import MemoryUploads

LONG_DAYS, SHORT_DAYS, LONG_EVERY = 35.0, 1.5, 3
MOST_ROWS = 40
"""Rows of one sender that are measured; a sender's other tracks are only counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured track with the truth about it. ``sender`` is unique over all worlds.

    It is the ``place``-th of ``size`` tracks of its sender (of the whole ring of accounts where that is
    one), from 0, and came ``at`` seconds after the world's start. ``traits`` are the odd habits of
    agents that are put together from such.
    """

    values: Values
    spam: bool
    kind: str
    sender: str
    track_id: str
    at: float = 0.0
    place: int = 0
    size: int = 1
    traits: tuple[str, ...] = ()


def simulate(world: int, seed: int, most_rows: int = MOST_ROWS) -> Iterator[Row]:
    """The measured tracks of one world, in order of time.

    Every third world runs for weeks; the others are a first day and a half, in which nobody has a
    history yet, as on the day when the service begins to use Deadwax. One seed gives one stream.
    """
    studio = studio_of(world, seed)
    drops = population(studio)
    observer = Observer(MemoryUploads(), MemoryFiles(), MemoryTitles())
    sounds = KnownSounds(np.random.default_rng([seed, world, 1]))
    sizes = Counter[str]()
    for drop in drops:
        sizes[_whose(drop)] += len(drop.pieces)
    places = Counter[str]()
    for drop in drops:
        whose = _whose(drop)
        share = most_rows / sizes[whose]
        for track, piece in zip(tracks_of(studio, drop), drop.pieces, strict=True):
            measure = bool(studio.rng.random() < share)
            values = observer.observe(track, track.duration_s, piece.ai, measure=measure)
            values |= sounds.compare(track, piece, measure=measure)
            if measure and not _is_anybodys_guess(drop):
                yield Row(
                    values | conclusions(values),
                    drop.spam,
                    drop.kind,
                    f"{world}:{whose}",
                    track.track_id,
                    drop.at,
                    places[whose],
                    sizes[whose],
                    drop.traits,
                )
            places[whose] += 1


def _is_anybodys_guess(drop: Drop) -> bool:
    """Whether nobody could say which it is: honest, and nothing but tracks of 30 to 45 seconds.

    Such agents are counted like all others, and no model is taught that they are honest.
    """
    return not drop.spam and "short" in drop.traits


def _whose(drop: Drop) -> str:
    """Who sends: honest customers of a mixed sender are apart from its spammer."""
    return f"{drop.group or drop.sender}{' (honest)' if drop.kind == 'beside a spammer' else ''}"


def studio_of(world: int, seed: int) -> Studio:
    """The randomness of one world and how long it runs."""
    days = LONG_DAYS if world % LONG_EVERY == LONG_EVERY - 1 else SHORT_DAYS
    return Studio(np.random.default_rng([seed, world]), world, days)


def population(studio: Studio) -> list[Drop]:
    """Everything that everyone in the world delivers, in order of time."""
    drops: list[Drop] = []
    for sender, count in HONEST:
        for _ in range(count):
            drops += _within(studio, sender(studio, studio.fresh("sender ")))
            studio.honest = drops
    honest = list(drops)
    for spammer in SPAMMERS:
        studio.honest = honest
        drops += _relabelled(studio, _within(studio, spammer(studio, studio.fresh("sender "))))
    return sorted(drops, key=lambda drop: drop.at)


def _relabelled(studio: Studio, drops: list[Drop]) -> list[Drop]:
    """A third of the spammers name the artist as the label, as honest self-releasing artists do."""
    if not studio.chance(1 / 3):
        return drops
    return [replace(d, label=d.pieces[0].artist) if d.spam else d for d in drops]


def tracks(world: int, seed: int) -> Iterator[Track]:
    """The messages of one world alone, in order of time, without measuring them."""
    studio = studio_of(world, seed)
    for drop in population(studio):
        yield from tracks_of(studio, drop)


def _within(studio: Studio, drops: Iterator[Drop]) -> list[Drop]:
    return [drop for drop in drops if 0.0 <= drop.at < studio.days * DAY_S]
