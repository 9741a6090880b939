"""How the spam model and the rules do on a simulated stream, kind by kind, each kind once unseen.

    python -m bench.spam [--worlds 7] [--seed 1] [--tracks FILE.csv]

**The stream is simulated**: every figure says how it goes on the simulation, none how in the world.
Recall is read at the scores that 1 % and 0.1 % of the honest rows of unseen senders reach; each kind is
scored by a model that saw neither it nor the put-together agents that share its habits, and beside it by
one that did not see its senders alone. "rules" are those rules of the default policy that speak of
uploads, titles, names and copies, without any score; "either" is the model at 1 % or a rule. "first flag"
is the median time from a campaign's first upload to its first measured track that either flags, "through
by then" the median share of the campaign's tracks that had come before. ``--tracks`` names real, ordinary
tracks (columns track_name, track_artist): the rules of titles and names must leave them in peace; those
that they do not are listed.
"""

import argparse
import csv
import statistics
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contracts.message import content_id
from detectors.backfill.entry import entry_of
from detectors.models.intervals import wilson
from detectors.titles.features import title_features
from detectors.titles.rules import noticeable
from detectors.training.spam_evaluation import unseen_kinds, unseen_senders
from detectors.training.spam_rows import Progress, Rows, arrays
from detectors.training.streams import words
from detectors.training.upload_forest import UNUSUAL, grown, novelties
from detectors.training.upload_simulator import Row, simulate
from policy.conditions.port import Truth
from policy.load import load

_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Rows, their log-odds from models that saw not their senders, or not their kinds, and the rules' say."""

    rows: Rows
    senders: NDArray[np.float64]
    kinds: NDArray[np.float64]
    ruled: NDArray[np.bool_]
    novel: NDArray[np.float64]

    def limit(self, share: float) -> float:
        """The score that ``share`` of the honest rows of unseen senders reach."""
        return float(np.quantile(self.senders[self.rows.spam == 0], 1.0 - share, method="higher"))


def measured(worlds: int, seed: int, progress: Progress) -> Measured:
    """Simulate, and score every row by models that did not see it."""
    found: list[Row] = []
    for world in range(worlds):
        progress("simulating deliveries", world, worlds)
        found.extend(simulate(world, seed))
    rows = arrays(found)
    return put_together(
        rows, unseen_senders(rows, seed, progress), unseen_kinds(rows, seed, progress), ruled(found), seed
    )


def put_together(
    rows: Rows,
    senders: NDArray[np.float64],
    kinds: Mapping[str, NDArray[np.float64]],
    rules: NDArray[np.bool_],
    seed: int,
) -> Measured:
    """Everything by row. Novelty is that of a forest grown on half of the honest senders."""
    scores = np.zeros(rows.n)
    for kind, held in kinds.items():
        scores[rows.kind == kind] = held
    return Measured(rows, senders, scores, rules, novelties(grown(rows, seed), rows))


def ruled(found: Sequence[Row]) -> NDArray[np.bool_]:
    """Whether a rule of the default policy speaks up on a row's features alone, without any score."""
    policy = load()
    rules = [
        rule.when for rule in policy.document.rules if "feature." in rule.when and "score." not in rule.when
    ]
    facts = [{f"feature.{name}": v for name, v in row.values.items() if v is not None} for row in found]
    return np.array(
        [
            any(policy.conditions.evaluate(rule, known).truth is Truth.TRUE for rule in rules)
            for known in facts
        ]
    )


def first_flags(
    rows: Rows, chosen: NDArray[np.bool_], over: NDArray[np.bool_]
) -> tuple[int, int, float, float]:
    """Over the spamming senders of ``chosen``: how many, how many flagged, median hours and share through."""
    hours, through, senders = [], [], np.unique(rows.sender[chosen])
    for sender in senders:
        own = chosen & (rows.sender == sender)
        flagged = own & over
        if not flagged.any():
            continue
        first = np.flatnonzero(flagged)[np.argmin(rows.place[flagged])]
        hours.append((rows.at[first] - rows.at[own].min()) / _HOUR_S)
        through.append(rows.place[first] / rows.size[first])
    nothing = float("nan")
    return (
        len(senders),
        len(hours),
        statistics.median(hours) if hours else nothing,
        statistics.median(through) if through else nothing,
    )


def model_table(worlds: int, seed: int) -> None:
    """Simulate and print a line for each kind."""
    told: list[str] = []

    def progress(what: str, _done: int, _total: int) -> None:
        if what not in told:
            told.append(what)
            print(f"({what} …)", flush=True)

    began = time.process_time()
    found = measured(worlds, seed, progress)
    rows = found.rows
    honest = int((rows.spam == 0).sum())
    print(f"\nSIMULATED stream, {worlds} worlds, seed {seed}: {rows.n} rows, {honest} of them honest.")
    print_spam(found)
    print_honest(found)
    print(f"({time.process_time() - began:.0f} s of processor time)")


@dataclass(frozen=True, slots=True)
class Shares:
    """Which rows of a kind lie over the scores that 1 % and 0.1 % of honest rows reach.

    ``unseen`` and ``rarely`` are by models that never saw the kind, ``seen`` by one that knows the kind but
    not the sender; ``either`` joins ``unseen`` with the rules.
    """

    kind: str
    unseen: NDArray[np.bool_]
    rarely: NDArray[np.bool_]
    seen: NDArray[np.bool_]
    rules: NDArray[np.bool_]
    unusual: NDArray[np.bool_]

    @property
    def either(self) -> NDArray[np.bool_]:
        """Over the score of the unseen kind, or matched by a rule."""
        return self.unseen | self.rules


def shares(found: Measured, *, spam: bool) -> Iterator[Shares]:
    """The rows of every kind, spam or honest."""
    one, tenth = found.limit(0.01), found.limit(0.001)
    for kind in _kinds(found.rows, spam=spam):
        chosen = found.rows.kind == kind
        never = found.kinds[chosen]
        yield Shares(
            kind,
            never >= one,
            never >= tenth,
            found.senders[chosen] >= one,
            found.ruled[chosen],
            found.novel[chosen] >= UNUSUAL,
        )


def print_spam(found: Measured) -> None:
    """Print recall of each kind of spam, and how soon its campaigns were flagged."""
    rows, one = found.rows, found.limit(0.01)
    print(
        "\nSIMULATED spam, whole kind unseen: share of rows over the score that 1 % / 0.1 % of honest rows "
        "reach, with 95 % intervals.\n"
        f"{'kind':<18}{'n':>5} {'unseen @1 %':>21} {'unseen @0.1 %':>21}{'seen @1 %':>11}{'rules':>7}"
        f" {'either':>21}{'unusual':>9}"
    )
    for s in shares(found, spam=True):
        print(
            f"{s.kind:<18}{s.seen.size:>5} {_share(s.unseen):>21} {_share(s.rarely):>21}"
            f"{s.seen.mean():11.1%}{s.rules.mean():7.0%} {_share(s.either):>21}{s.unusual.mean():9.1%}"
        )
    print(
        "\nSIMULATED campaigns, whole kind unseen: flagged at all, median hours from first upload to first "
        "flag, median share through by then.\n"
        f"{'kind':<18}{'n':>5}{'model @1 %':>12}{'hours':>8}{'through':>9}"
        f"{'either':>10}{'hours':>8}{'through':>9}"
    )
    for kind in _kinds(rows, spam=True):
        chosen = rows.kind == kind
        count, *model = first_flags(rows, chosen, found.kinds >= one)
        _, *either_way = first_flags(rows, chosen, (found.kinds >= one) | found.ruled)
        line = "".join(
            f"{n:>{width}}{h:8.1f}{t:9.1%}" for width, (n, h, t) in ((12, model), (10, either_way))
        )
        print(f"{kind:<18}{count:>5}{line}")


def print_honest(found: Measured) -> None:
    """Print false alarms on each honest kind."""
    print(
        "\nSIMULATED honest kinds: share of rows flagged falsely, with 95 % intervals.\n"
        f"{'kind':<18}{'n':>5}{'seen @1 %':>11} {'unseen @1 %':>21}{'@0.1 %':>8}{'rules':>7}"
        f" {'either':>21}{'unusual':>9}"
    )
    for s in shares(found, spam=False):
        print(
            f"{s.kind:<18}{s.seen.size:>5}{s.seen.mean():11.1%} {_share(s.unseen):>21}{s.rarely.mean():8.1%}"
            f"{s.rules.mean():7.1%} {_share(s.either):>21}{s.unusual.mean():9.1%}"
        )
    honest = found.rows.spam == 0
    seen = np.mean(found.senders[honest] >= found.limit(0.01))
    rules = np.mean(found.ruled[honest])
    print(f"{'all, kinds seen':<18}{honest.sum():>5}{seen:11.1%}{'':>30}{rules:7.1%}")


def _kinds(rows: Rows, *, spam: bool) -> list[str]:
    return [str(kind) for kind in np.unique(rows.kind[rows.spam == spam])]


def _share(over: NDArray[np.bool_]) -> str:
    low, high = wilson(int(over.sum()), len(over))
    return f"{np.mean(over):.1%} ({low:.0%}…{high:.0%})"


def real_tracks(path: Path) -> None:
    """Print which real tracks the rules of titles and names speak up on, of all and of other scripts."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        found = list(csv.DictReader(file))
    fired, foreign = [], 0
    for number, row in enumerate(found):
        texts = {"title": row["track_name"], "artist": row["track_artist"], "received_at": "2026-01-01"}
        entry = entry_of(texts, content_id("bench"), number, path.parent)
        is_foreign = not _is_latin(row["track_name"] + row["track_artist"])
        foreign += is_foreign
        if not isinstance(entry, str) and (names := noticeable(title_features(entry.track))):
            fired.append((row["track_artist"], row["track_name"], ", ".join(names), is_foreign))
    for what, count, hits in (
        ("Real tracks", len(found), len(fired)),
        ("Of these not in Latin letters", foreign, sum(each[3] for each in fired)),
    ):
        low, high = wilson(hits, count)
        print(f"{what}: the rules speak up on {hits} of {count} ({low:.2%} … {high:.2%})")
    for artist, title, said, _ in fired:
        print(f"  {artist} - {title}: {said}")


def made_up_titles(count: int) -> None:
    """Print how often the rules speak up on made-up ordinary titles and names of nine languages."""
    rng = np.random.default_rng(3)
    fired: list[str] = []
    for tongue in range(len(words.TONGUES)):
        for number in range(count):
            texts = {"title": words.title(rng, tongue), "artist": words.artist(rng, tongue)}
            entry = entry_of(texts | {"received_at": "2026-01-01"}, str(tongue), number, Path())
            if not isinstance(entry, str) and (names := noticeable(title_features(entry.track))):
                fired.append(f"  {texts['artist']} - {texts['title']}: {', '.join(names)}")
    n = count * len(words.TONGUES)
    low, high = wilson(len(fired), n)
    print(
        f"MADE-UP titles and names of {len(words.TONGUES)} languages: the rules speak up on "
        f"{len(fired)} of {n} ({low:.2%} … {high:.2%})"
    )
    print("\n".join(sorted(set(fired))))


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha())


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--worlds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tracks", type=Path)
    given = parser.parse_args()
    if given.tracks:
        real_tracks(given.tracks)
        made_up_titles(1000)
    if given.worlds:
        model_table(given.worlds, given.seed)


if __name__ == "__main__":
    main()
