"""Measures false alarms on music that no neural network was near, rendered by the project itself.

usage: python -m bench.negatives [FOLDER …] [--count N] [--seed S] [--soundfonts FOLDER]
                                 [--table FILE.npz] [--minutes M] [--model FOLDER]

Sequenced and played music of the genres that are kept for measuring (the model learns from none of them),
half of it after treatments that are easily taken for a decoder's trace, all of it through random delivery
chains. Each recording is made, heard and forgotten; or FOLDERs that `deadwax simulate` filled are heard.
--minutes ends the run after so many minutes of processor time. --table writes all features.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from contracts.features.audio import AUDIO_FEATURES
from contracts.scored_track import ListeningStatus
from detectors.audio.heard import Features, heard_in_process
from detectors.models.intervals import clopper_pearson
from detectors.models.scorer import Scorer
from detectors.training.simulation.folder import Row, rows_in, write_one
from detectors.training.simulation.item import Kind, Plan
from detectors.training.simulation.music import Purpose, Rendered
from detectors.training.synthesis.soundfont import fonts

SEED = 202
EXPECTED_SHARE = 0.001


@dataclass(frozen=True, slots=True)
class Judged:
    """One recording: its row, why it could not be judged, or its features and its probability."""

    row: Row
    reason: str | None
    features: Features
    probability: float


def main() -> None:
    """Make, listen, print."""
    options = _options()
    scorer = Scorer.load("ai", options.model)
    judged = list(_heard(_recordings(options), options, scorer))
    good = [j for j in judged if j.reason is None]
    print(f"\n{scorer.card.model} ({scorer.card.model_sha256[:12]})")
    print(f"{len(judged)} recordings, {len(good)} judged, {len(judged) - len(good)} abstained from")
    for name in ("review", "hold"):
        _report(good, name, scorer.card.thresholds[name])
    if options.table:
        _write(options.table, good)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="*")
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--purpose", choices=list(Purpose), default=Purpose.MEASURING)
    parser.add_argument("--soundfonts", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--model", type=Path)
    return parser.parse_args()


def _recordings(options: argparse.Namespace) -> Iterator[tuple[Row, Path]]:
    """Each recording's row and file; one that is made here is gone when the next one is asked for."""
    if options.folder:
        for folder in options.folder:
            yield from ((row, folder / row["path"]) for row in rows_in(folder))
        return
    music = Rendered(fonts(options.soundfonts) if options.soundfonts else (), Purpose(options.purpose))
    plan = Plan(Kind.NEGATIVES, options.seed, music)
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(options.count):
            row = write_one(plan, number, Path(scratch))
            yield row, Path(scratch, row["path"])
            Path(scratch, row["path"]).unlink()


def _heard(
    recordings: Iterable[tuple[Row, Path]], options: argparse.Namespace, scorer: Scorer
) -> Iterator[Judged]:
    for number, (row, path) in enumerate(islice(recordings, options.count)):
        heard = heard_in_process(path)
        ok = heard.listening.status is ListeningStatus.OK
        reason = None if ok else heard.listening.reason or "failed"
        yield Judged(row, reason, heard.features, scorer.score(heard.features) if ok else 0.0)
        if number % 100 == 99:
            print(f"  heard {number + 1}, {time.process_time() / 60:.1f} minutes", flush=True)
        if time.process_time() > 60 * options.minutes:
            print(f"stopped after {options.minutes:g} minutes of processor time", flush=True)
            return


def _report(judged: Sequence[Judged], name: str, threshold: float) -> None:
    print(f"\nat or over the {name} threshold ({threshold:.3f}), with Clopper and Pearson's 95 % interval")
    _line("all", judged, threshold)
    for title, key in (("by music", _music), ("by treatment", _treatment), ("by delivery", _delivery)):
        print(f"{title}:")
        groups: dict[str, list[Judged]] = defaultdict(list)
        for one in judged:
            groups[key(one.row)].append(one)
        for group in sorted(groups):
            _line(group, groups[group], threshold)
    high = clopper_pearson(sum(j.probability >= threshold for j in judged), len(judged))[1]
    verdict = "reached" if high <= EXPECTED_SHARE else "not shown"
    print(f"expected: at most {EXPECTED_SHARE:.1%}: {verdict}, the upper bound is {high:.2%}")


def _music(row: Row) -> str:
    return str(row["source"])


def _treatment(row: Row) -> str:
    return str(row["kind"])


def _delivery(row: Row) -> str:
    return Path(row["path"]).suffix.lstrip(".")


def _line(name: str, judged: Sequence[Judged], threshold: float) -> None:
    hits, n = sum(j.probability >= threshold for j in judged), len(judged)
    low, high = clopper_pearson(hits, n)
    print(f"  {name:52} {hits:4} of {n:5}  {hits / max(n, 1):6.2%} [{low:.2%}, {high:.2%}]")


def _write(path: Path, judged: Sequence[Judged]) -> None:
    """All features (NaN where missing) with what the rows say, for ``numpy.load``."""
    names = [spec.name for spec in AUDIO_FEATURES]
    cells = [[np.nan if (v := j.features[name]) is None else v for name in names] for j in judged]
    columns: dict[str, Any] = {
        key: np.array([j.row[key] for j in judged]) for key in ("path", "source", "kind", "recipe")
    }
    columns |= {"features": np.array(cells), "probability": np.array([j.probability for j in judged])}
    np.savez_compressed(path, names=names, **columns)


if __name__ == "__main__":
    main()
