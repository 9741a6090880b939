"""Splits that keep together what belongs together."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.training.manifest import Example, Label


@dataclass(frozen=True, slots=True)
class Fold:
    """Indices to fit on and to test on, and the generator families that were left out."""

    name: str
    train: NDArray[np.intp]
    test: NDArray[np.intp]


def leave_one_family_out(examples: Sequence[Example], human_folds: int = 8) -> Iterator[Fold]:
    """Yield folds in which every example is tested once.

    Each generator family is left out as a whole, together with a share of the human sources.
    Human sources are dealt to ``human_folds`` parts by the hash of their name, and a song group that
    crosses sources stays in one part; no group of the tested examples is ever in training.
    """
    parts = _parts(examples, human_folds)
    for part in sorted(set(parts)):
        test = [i for i, of in enumerate(parts) if of == part]
        groups = {examples[i].group for i in test}
        train = [i for i in range(len(examples)) if parts[i] != part and examples[i].group not in groups]
        yield Fold(part, np.array(train, dtype=np.intp), np.array(test, dtype=np.intp))


def _parts(examples: Sequence[Example], human_folds: int) -> list[str]:
    return [
        f"human-{_bucket(e.source, human_folds)}" if e.label is Label.HUMAN else e.family for e in examples
    ]


def _bucket(name: str, buckets: int) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % buckets
