"""Measures AI detection on labelled recordings: generators, sources and songs are held out of the fitting.

usage: python -m bench.detection [CORPUS …] [--cache FOLDER] [--chains N]

CORPUS is a folder with manifest.csv, or a manifest; by default the corpus beside the checkout
(DEADWAX_SHARED names another place). Every model is fitted anew without the family, source and song it is
measured on. Features are kept in CACHE, so that a second run is quick.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detectors.models.calibration import calibrated, platt
from detectors.models.intervals import auc, grouped_bootstrap, recall_at_fpr, wilson
from detectors.training.audio_evaluation import at_threshold, forms
from detectors.training.audio_model import SEED, thresholds_of
from detectors.training.audio_rows import Table, out_of_fold, table
from detectors.training.folds import leave_family_out
from detectors.training.harvest import harvest
from detectors.training.manifest import Entry, Label, read_manifests
from runtime.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
TARGET_AUC = 0.98

Floats = NDArray[np.float64]


def main() -> None:
    """Print the tables."""
    options = _options()
    manifests = [m if m.is_file() else m / "manifest.csv" for m in options.corpus]
    entries = read_manifests(manifests)
    rows = harvest(entries, options.chains, options.cache, _progress)
    data = table(entries, rows)
    plain = table(entries, rows, ["comb_pair"]).matrix[:, 0]
    raw = out_of_fold(data, leave_family_out(entries), SEED)
    fitted = data.calibrating
    probability = calibrated(platt(raw[fitted], data.trace[fitted]), raw)
    thresholds = thresholds_of(probability[data.people])
    _counts(entries, data)
    _ranking(data, {"model": probability, "plain comb": np.nan_to_num(plain, nan=-9.0)})
    _sources(data, probability, thresholds["review"])
    _vocals(data, probability, thresholds["review"])
    print("thresholds:", ", ".join(f"{k} {v:.3f}" for k, v in thresholds.items()))
    for name in ("review", "hold"):
        for what, metric in at_threshold(data, probability, thresholds[name], name).items():
            print(f"  {what:48} {metric.value:6.1%} [{metric.low:.1%}, {metric.high:.1%}] n = {metric.n}")


def _options() -> argparse.Namespace:
    shared = Path(os.environ.get("DEADWAX_SHARED") or ROOT.parent / "shared")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, nargs="*", default=[shared / "corpus"])
    parser.add_argument("--cache", type=Path, default=Settings.load().home / "features")
    parser.add_argument(
        "--chains", type=int, default=2, help="further forms: a delivery chain, another speed, chains"
    )
    return parser.parse_args()


def _progress(done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        print(f"  heard {done} of {total}", flush=True)


def _counts(entries: Sequence[Entry], data: Table) -> None:
    judged = len(np.unique(data.place[data.variant == 0]))
    print(f"\n{len(entries)} recordings, {judged} judged; the others are too short or too narrow in band")


def _ranking(data: Table, scores: dict[str, Floats]) -> None:
    print("\nleave one family out, 95 % bootstrap intervals over families and sources")
    print(f"{'':38} {'n':>5}  {'AUC':^22}  {'recall at 1 % false alarms':^26}")
    groups = np.unique(
        [f"{a} {b}" for a, b in zip(data.labels, data.families, strict=True)], return_inverse=True
    )[1]
    below = []
    for form, chosen in forms(data).items():
        inside = chosen & data.judged
        if not inside.any():
            continue
        for name, score in scores.items():
            s, y, g = score[inside], data.trace[inside], groups[inside].astype(np.int64)
            cells = [_cell(measure, s, y, g) for measure in (auc, _recall)]
            print(f"{form.replace('_', ' ') + ', ' + name:38} {len(s):5}  {cells[0]:^22}  {cells[1]:^26}")
            if name == "model" and auc(s, y) < TARGET_AUC:
                below.append(f"{form}: AUC {auc(s, y):.3f}")
    print(f"expected AUC {TARGET_AUC}: " + ("; ".join(below) + " fall below" if below else "reached"))


def _recall(s: Floats, y: Floats) -> float:
    return recall_at_fpr(s, y, 0.01)


def _cell(measure: object, s: Floats, y: Floats, g: NDArray[np.int64]) -> str:
    assert callable(measure)
    low, high = grouped_bootstrap(measure, s, y, g, seed=SEED, rounds=500)
    return f"{measure(s, y):.3f} [{low:.3f}, {high:.3f}]"


def _sources(data: Table, probability: Floats, review: float) -> None:
    print("\nshare over the review threshold, by source; the source was held out")
    sources = np.array([data.entries[p].source for p in data.place])
    for label in Label:
        print(f"{label}:")
        of_label = (data.labels == label) & (data.variant == 0)
        for source in sorted(set(sources[of_label])):
            inside = of_label & (sources == source)
            print(f"  {source:44} {_share(probability[inside] >= review)}")
        print(f"  {'all':44} {_share(probability[of_label] >= review)}")


def _vocals(data: Table, probability: Floats, review: float) -> None:
    vocals = np.array([data.entries[p].vocals.split(" ")[0] or "unknown" for p in data.place])
    print("\nsung (yes, likely), instrumental (no), not known")
    for label in (Label.AI, Label.HUMAN):
        for value in sorted(set(vocals)):
            inside = (data.labels == label) & (data.variant == 0) & (vocals == value)
            if inside.any():
                print(f"  {label + ', ' + value:44} {_share(probability[inside] >= review)}")


def _share(over: NDArray[np.bool_]) -> str:
    hits, n = int(over.sum()), len(over)
    low, high = wilson(hits, n)
    return f"{hits:4} of {n:4}  {hits / max(n, 1):6.1%} [{low:.1%}, {high:.1%}]"


if __name__ == "__main__":
    main()
