"""One labelled recording: music, what happened to it, and the file that was delivered."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from detectors.training.delivery_chain import Chain, delivered, draw
from detectors.training.manifest import Label
from detectors.training.simulation.music import Music
from detectors.training.simulation.negatives import treated
from detectors.training.simulation.positives import decoded

VERSION = 1
"""Grows when the same seed would give other recordings."""


_QUICK = 0.7
"""The share that a careless encoder packed, as most encoders out there are set."""


class Kind(StrEnum):
    """Which class is made."""

    POSITIVES = "positives"
    NEGATIVES = "negatives"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made: everything that decides about the recordings but their number."""

    kind: Kind
    seed: int
    music: Music


@dataclass(frozen=True, slots=True)
class Item:
    """A delivered file and its row of the manifest."""

    data: bytes
    suffix: str
    label: Label
    source: str
    song: str
    vocals: str
    kind: str
    recipe: str


def make(plan: Plan, number: int) -> Item:
    """Recording ``number`` of a plan; the same on every run. AudioError where its music cannot be heard.

    A simulated positive counts as reconstructed: music by people (or of ours) that went through a decoder.
    Its source is its music's, so that a fold that holds a source out holds its simulations out too.
    """
    rng = np.random.default_rng([plan.seed, VERSION, list(Kind).index(plan.kind), number])
    piece = plan.music.take(number, rng)
    if plan.kind is Kind.POSITIVES:
        piece, kind, words = decoded(piece, lambda: plan.music.take(number + 1, rng), rng)
        label, source = Label.RECONSTRUCTED, f"{piece.source} (simulated decoder)"
    else:
        piece, kind = treated(piece, rng)
        label, source, words = Label.HUMAN, piece.source, kind
    chain = replace(draw(rng), quick=bool(rng.random() < _QUICK))
    data, suffix = delivered(piece.samples, piece.rate_hz, chain)
    return Item(data, suffix, label, source, piece.song, piece.vocals, kind, f"{words}; {described(chain)}")


def described(chain: Chain) -> str:
    """A chain in words."""
    steps = [
        "mono" if chain.mono else "",
        f"speed {chain.speed:.3f}" if chain.speed else "",
        f"{chain.rate_hz} Hz" if chain.rate_hz else "",
        "shelf" if chain.tilt else "",
        f"{chain.codec} {chain.kbps} kb/s" if chain.codec else "lossless",
    ]
    return ", ".join(step for step in steps if step)
