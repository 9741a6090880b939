"""Plans the whole day from a seed and a number of tracks."""

from collections.abc import Callable

import numpy as np

from deadwax.demo import machines, people, spammers
from deadwax.demo.plan import World
from deadwax.demo.studio import Studio
from deadwax.errors import DemoError

FEWEST_TRACKS = 20
MOST_TRACKS = 5_000
SHARES: tuple[tuple[float, Callable[[Studio, int], None]], ...] = (
    (0.18, spammers.mass_upload),
    (0.09, spammers.thirty_seconds),
    (0.12, machines.undisclosed),
    (0.03, machines.denied),
    (0.05, machines.disclosed),
    (0.03, machines.partly),
    (0.035, people.broken),
    (0.065, spammers.sped_up),
)
"""What the senders that are not simply honest take of all tracks; honest labels have the rest."""


def plan(tracks: int, seed: int = 1) -> World:
    """Plan a day with exactly ``tracks`` tracks. One seed gives one world."""
    if not FEWEST_TRACKS <= tracks <= MOST_TRACKS:
        raise DemoError(
            f"A demo world of {tracks} tracks cannot be built.",
            remedy=f"Ask for {FEWEST_TRACKS} to {MOST_TRACKS} tracks.",
        )
    studio = Studio(np.random.default_rng([seed, 0xDA7]))
    counts = [max(1, round(tracks * share)) for share, _ in SHARES]
    people.honest(studio, tracks - sum(counts))
    for count, (_, cast) in zip(counts, SHARES, strict=True):
        cast(studio, count)
    return World(seed, tuple(sorted(studio.releases, key=lambda r: (r.arrival, r.icpn))))
