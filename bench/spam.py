"""How the spam model does on a simulated stream, kind by kind, each kind once as one it never saw.

    python -m bench.spam [--worlds 7] [--seed 11] [--tracks FILE.csv] [--names 100000]

**The stream is simulated**: every figure says how the model does on the simulation, none how it does in
the world. Recall is read at the scores that 1 % and 0.1 % of the honest rows of unseen senders reach.
"first flag" is the time from a campaign's first upload to its first measured track over the 1 % score,
"through by then" the share of the campaign's tracks that had come before. ``--tracks`` names real,
ordinary tracks (columns track_name, track_artist): the rules of titles and names must leave them in
peace; those that they do not are listed.
"""

import argparse
import csv
import random
import statistics
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contracts.message import content_id
from detectors.backfill.entry import entry_of
from detectors.models.intervals import wilson
from detectors.titles.famous import famous_names_in, lookalike
from detectors.titles.features import title_features
from detectors.titles.protected import NameIndex
from detectors.titles.rules import noticeable
from detectors.training.spam_evaluation import unseen_kinds, unseen_senders
from detectors.training.spam_rows import Rows, simulated_rows
from detectors.training.streams.words import SYLLABLES

_HOUR_S = 3600.0


def first_flags(rows: Rows, chosen: NDArray[np.bool_], over: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Over the spamming senders of ``chosen``: share flagged at all, median hours, median share through."""
    hours, through, senders = [], [], np.unique(rows.sender[chosen])
    for sender in senders:
        own = chosen & (rows.sender == sender)
        flagged = own & over
        if not flagged.any():
            continue
        first = np.flatnonzero(flagged)[np.argmin(rows.place[flagged])]
        hours.append((rows.at[first] - rows.at[own].min()) / _HOUR_S)
        through.append(rows.place[first] / rows.size[first])
    if not hours:
        return 0.0, float("nan"), float("nan")
    return len(hours) / len(senders), statistics.median(hours), statistics.median(through)


def model_table(worlds: int, seed: int) -> None:
    """Print a line for each kind."""
    told: list[str] = []

    def progress(what: str, _done: int, _total: int) -> None:
        if what not in told:
            told.append(what)
            print(f"({what} …)", flush=True)

    rows = simulated_rows(worlds, seed, progress)
    raw = unseen_senders(rows, seed, progress)
    unseen = unseen_kinds(rows, seed, progress)
    honest = rows.spam == 0
    one, tenth = (float(np.quantile(raw[honest], q, method="higher")) for q in (0.99, 0.999))
    print(f"\nSIMULATED stream, {worlds} worlds, seed {seed}: {rows.n} rows, {int(honest.sum())} honest.")
    head = f"{'SIMULATED spam kind':<22}{'n':>6}{'@1 %':>8}{'@0.1 %':>8}{'unseen @1 %':>13}{'@0.1 %':>8}"
    print(head + f"{'senders':>9}{'first flag h':>14}{'through':>9}")
    for kind in (str(k) for k in np.unique(rows.kind[~honest])):
        chosen = rows.kind == kind
        never = unseen[kind]
        over = np.zeros(rows.n, dtype=bool)
        over[chosen] = never >= one
        shares = [f"{np.mean(raw[chosen] >= limit):8.1%}" for limit in (one, tenth)]
        held = f"{np.mean(never >= one):13.1%}{np.mean(never >= tenth):8.1%}"
        senders, hours, through = first_flags(rows, chosen, over)
        print(f"{kind:<22}{chosen.sum():>6}{''.join(shares)}{held}{senders:9.0%}{hours:14.1f}{through:9.1%}")
    print("(senders, first flag and through: the whole kind unseen, at the 1 % score)\n")
    print(f"{'SIMULATED honest kind':<22}{'n':>6}{'@1 %':>8}{'unseen @1 %':>13}   95 % interval of the last")
    for kind in (str(k) for k in np.unique(rows.kind[honest])):
        chosen = rows.kind == kind
        hits = int((unseen[kind] >= one).sum())
        low, high = wilson(hits, int(chosen.sum()))
        seen = np.mean(raw[chosen] >= one)
        print(f"{kind:<22}{chosen.sum():>6}{seen:8.1%}{hits / chosen.sum():13.1%}   {low:.1%} … {high:.1%}")


def real_tracks(path: Path) -> None:
    """Print which real tracks the rules of titles and names speak up on."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        found = list(csv.DictReader(file))
    fired = []
    for number, row in enumerate(found):
        texts = {"title": row["track_name"], "artist": row["track_artist"], "received_at": "2026-01-01"}
        entry = entry_of(texts, content_id("bench"), number, path.parent)
        if not isinstance(entry, str) and (names := noticeable(title_features(entry.track))):
            fired.append((row["track_artist"], row["track_name"], ", ".join(names)))
    low, high = wilson(len(fired), len(found))
    print(f"\nReal tracks: the rules speak up on {len(fired)} of {len(found)} ({low:.2%} … {high:.2%}):")
    for artist, title, names in fired:
        print(f"  {artist} - {title}: {names}")


def names_table(count: int) -> None:
    """Print the processor time of a look-up among ``count`` made-up protected names."""
    rng = random.Random(2)
    names: set[str] = set()
    while len(names) < count:
        parts = (
            "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(rng.randint(1, 3))
        )
        names.add(" ".join(parts))
    listed = sorted(names)
    began = time.process_time()
    index = NameIndex(listed)
    print(f"\n{count} made-up protected names: index built in {time.process_time() - began:.1f} s")
    asked = rng.sample(listed, 2000)
    for what, chosen in (
        ("the names themselves", asked),
        ("one letter changed", [_slipped(n, rng) for n in asked]),
    ):
        began = time.process_time()
        hits = sum(lookalike(name, index) > 0 for name in chosen)
        spent = (time.process_time() - began) / len(chosen)
        print(f"  {what:<22} n={len(chosen)} {spent * 1e6:7.1f} µs each, {hits} told as copies")
    began = time.process_time()
    for name in asked:
        famous_names_in(f"{name} and other songs", (), index)
    spent = (time.process_time() - began) / len(asked)
    print(f"  {'names in titles':<22} n={len(asked)} {spent * 1e6:7.1f} µs each")


def _slipped(name: str, rng: random.Random) -> str:
    at = rng.randrange(len(name))
    return name[:at] + rng.choice("abcdefgh") + name[at + 1 :]


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--worlds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--tracks", type=Path)
    parser.add_argument("--names", type=int, default=100_000)
    given = parser.parse_args()
    if given.names:
        names_table(given.names)
    if given.tracks:
        real_tracks(given.tracks)
    if given.worlds:
        model_table(given.worlds, given.seed)


if __name__ == "__main__":
    main()
