"""An isolation forest that says how unusual a track's uploads, titles and names are together.

Liu, Ting, Zhou: Isolation Forest (ICDM 2008): what random cuts part from the rest early is unusual. The
forest was grown with scikit-learn on simulated honest tracks; here are its arrays and nothing else.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detectors.errors import FeatureSchemaError, ModelMissingError

_PATH = Path(__file__).with_name("upload_forest.npz")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class UploadForest:
    """Nodes of all trees in a row.

    ``columns`` (k,) are feature names and ``usual`` (k,) the honest medians, which stand in for what is
    missing. ``roots`` (trees,) are node numbers. Of each node: ``column`` is the column that it looks at,
    -1 in a leaf; a squeezed value of at most ``cut`` goes ``left``, else ``right``; ``depth`` is a leaf's
    path length, with what the tracks left in it would still need. ``norm`` is the usual path length.
    ``ranks`` are isolation scores of honest tracks of senders that the forest never saw, ascending.
    """

    columns: tuple[str, ...]
    usual: NDArray[np.float32]
    roots: NDArray[np.int32]
    column: NDArray[np.int16]
    cut: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    depth: NDArray[np.float32]
    norm: float
    ranks: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path = _PATH) -> "UploadForest":
        """Read what :meth:`save` wrote. Raises ModelMissingError where it is not there or no forest."""
        try:
            with np.load(path, allow_pickle=False) as data:
                found = {field.name: data[field.name] for field in fields(cls)}
        except (OSError, ValueError, KeyError) as error:
            raise ModelMissingError(
                f"{path}: no forest can be read: {error}.", remedy="Train it anew: deadwax train spam."
            ) from error
        columns = tuple(str(name) for name in found.pop("columns"))
        return cls(columns=columns, norm=float(found.pop("norm")), **found)

    def save(self, path: Path) -> None:
        """Write the forest, in whole or not at all."""
        arrays = {field.name: np.asarray(getattr(self, field.name)) for field in fields(self)}
        beside = path.with_name(path.name + ".part")
        with beside.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)
        beside.replace(path)

    def novelty(self, features: Mapping[str, float | None]) -> float:
        """The share of honest tracks that are less unusual, 0 to 1."""
        return float(self.share(self.isolation(self._row(features)[None, :]))[0])

    def unusual(self, features: Mapping[str, float | None]) -> tuple[str, ...]:
        """Up to three features without which the track would be less unusual, the strongest first."""
        row = self._row(features)
        odd = np.flatnonzero(row != self.usual)
        if not odd.size:
            return ()
        without = np.repeat(row[None, :], odd.size, axis=0)
        without[np.arange(odd.size), odd] = self.usual[odd]
        less = self.isolation(row[None, :])[0] - self.isolation(without)
        order = np.argsort(-less, kind="stable")[:_MOST_NAMED]
        return tuple(self.columns[odd[i]] for i in order if less[i] > 0)

    def isolation(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Isolation scores ``2 ** (-mean path / norm)`` of squeezed rows (n, k), shape (n,)."""
        at = np.repeat(self.roots[None, :], len(rows), axis=0)
        number = np.arange(len(rows))[:, None]
        while True:
            column = self.column[at]
            inside = column >= 0
            if not inside.any():
                break
            goes_left = rows[number, np.maximum(column, 0)] <= self.cut[at]
            at = np.where(inside, np.where(goes_left, self.left[at], self.right[at]), at)
        paths = self.depth[at].astype(np.float64).mean(axis=1)
        return np.asarray(2.0 ** (-paths / self.norm), dtype=np.float64)

    def share(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of honest tracks with lower isolation scores, shape (n,)."""
        return np.searchsorted(self.ranks, scores.astype(np.float32), side="left") / len(self.ranks)

    def _row(self, features: Mapping[str, float | None]) -> NDArray[np.float32]:
        lacking = [name for name in self.columns if name not in features]
        if lacking:
            raise FeatureSchemaError(
                f"The forest asks for {', '.join(lacking[:_MOST_NAMED])}, which the track has not.",
                remedy="Train it anew with today's features: deadwax train spam.",
            )
        return squeezed([features[name] for name in self.columns], self.usual)


@cache
def upload_forest() -> UploadForest:
    """The forest that comes with Deadwax, read once."""
    return UploadForest.load()


def squeezed(values: Sequence[float | None], usual: NDArray[np.float32]) -> NDArray[np.float32]:
    """``sign(v) log(1 + |v|)``: counts of thousands shall not hide shares; the usual where it is missing."""
    found = np.array([math.nan if v is None else v for v in values], dtype=np.float64)
    found = np.where(np.isfinite(found), found, np.nan)
    small = (np.sign(found) * np.log1p(np.abs(found))).astype(np.float32)
    return np.where(np.isnan(small), usual, small)
