"""Learns to tell decoders apart from recordings whose generator or codec is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.attribution.decoders import Kind
from detectors.errors import TrainingError
from detectors.training.manifest import Entry

FloatArray = NDArray[np.float64]

FEWEST_RECORDINGS = 4
_SHRINK = 0.05
_OWN = 0.8
_NARROWEST, _WIDEST = 0.5, 1.5


@dataclass(frozen=True, slots=True)
class Signed:
    """Signatures (rows, values) of recordings; ``place`` says of which, and all else is by row."""

    values: FloatArray
    decoder: NDArray[np.str_]
    source: NDArray[np.str_]
    place: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> "Signed":
        """The chosen rows."""
        return Signed(self.values[chosen], self.decoder[chosen], self.source[chosen], self.place[chosen])


def names_of(entries: Sequence[Entry]) -> dict[str, str]:
    """How families are called: as their sources write it."""
    called: dict[str, str] = {}
    for entry in entries:
        start = entry.source[: len(entry.family)]
        if start.lower() == entry.family:
            called.setdefault(entry.family, start)
    return {entry.family: called.get(entry.family, entry.family) for entry in entries}


def fit(data: Signed) -> tuple[tuple[Kind, ...], FloatArray]:
    """A kind for each decoder of four recordings or more, and the precision of their common spread.

    A decoder of n rows counts as ``sqrt(n)`` in the spread, which is drawn a little towards its diagonal. A
    kind's limit is the distance that four in five of its own rows keep, as seen without themselves, within
    half and one and a half times that of all.
    Raises TrainingError for fewer than two kinds.
    """
    heard = {n: len(set(data.place[data.decoder == n])) for n in np.unique(data.decoder)}
    names = [name for name, recordings in heard.items() if recordings >= FEWEST_RECORDINGS]
    if len(names) < 2:  # noqa: PLR2004  one decoder cannot be told from another
        raise TrainingError(
            f"{len(names)} decoders with {FEWEST_RECORDINGS} recordings over review are too few",
            remedy="add recordings of another generator",
        )
    middles = np.array([data.values[data.decoder == n].mean(axis=0) for n in names])
    rest = [data.values[data.decoder == n] - middle for n, middle in zip(names, middles, strict=True)]
    precision: FloatArray = np.asarray(np.linalg.inv(_spread(rest)), dtype=np.float64)
    distances = [_distances(away, precision) for away in rest]
    usual = float(np.quantile(np.concatenate(distances), _OWN))
    limits = [np.clip(np.quantile(d, _OWN), _NARROWEST * usual, _WIDEST * usual) for d in distances]
    kinds = tuple(
        Kind(
            name=str(name),
            recordings=heard[name],
            middle=tuple(float(v) for v in middle),
            limit=float(limit),
        )
        for name, middle, limit in zip(names, middles, limits, strict=True)
    )
    return kinds, precision


def _spread(rest: Sequence[FloatArray]) -> FloatArray:
    weights = np.concatenate([np.full(len(away), 1.0 / np.sqrt(len(away))) for away in rest])
    away = np.concatenate(rest)
    spread = (away * weights[:, None]).T @ away / weights.sum()
    own = np.diag(np.diag(spread))
    round_ = np.trace(spread) / len(spread) * np.eye(len(spread))
    return np.asarray((1.0 - _SHRINK) * spread + _SHRINK * 0.5 * (own + round_))


def _distances(away: FloatArray, precision: FloatArray) -> FloatArray:
    """Squared distances from a middle that each row had a part in, as if it had none."""
    n = len(away)
    alone = (n / max(n - 1, 1)) ** 2
    return np.asarray(np.einsum("ij,jk,ik->i", away, precision, away) * alone)
