"""How long it takes to look up a name among many protected ones.

    python -m bench.names [--names 100000] [--lookups 5000]

The names are made up. Prints processor time per look-up, n, and how many were told as imitations: of
the names themselves (by right none), of names with one slip, with words in another order, with letters
of another script, with a word added, and of strangers, most of whom resemble nobody; and how long it
takes to look for names in titles.
"""

import argparse
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

# Run as a script, Python would look for modules in this folder first.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from detectors.titles.famous import famous_names_in  # noqa: E402
from detectors.titles.protected import NameIndex  # noqa: E402
from detectors.training.streams.words import SYLLABLES  # noqa: E402

SEEN_AS = str.maketrans("aeopcy", "\u0430\u0435\u043e\u0440\u0441\u0443")
WARM_UP = 200


def made_up(count: int, rng: random.Random, besides: frozenset[str] = frozenset()) -> list[str]:
    """``count`` names of one to three words."""
    names: set[str] = set()
    while len(names) < count:
        words = (
            "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(rng.randint(1, 3))
        )
        name = " ".join(words)
        if name not in besides:
            names.add(name)
    return sorted(names)


def slipped(name: str, rng: random.Random) -> str:
    """The name with a letter changed, added or left out."""
    at, kind = rng.randrange(len(name)), rng.choice("cad")
    letter = "" if kind == "d" else rng.choice("abcdefghijklmnopqrstuvwxyz")
    return name[:at] + letter + name[at + (kind != "a") :]


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "the names themselves": lambda name, _: name,
    "one slip": slipped,
    "two slips": lambda name, rng: slipped(slipped(name, rng), rng),
    "another order": lambda name, _: " ".join(reversed(name.split())),
    "another script's letters": lambda name, _: name.translate(SEEN_AS),
    "a word added": lambda name, _: f"{name} Official",
}


def timed(ask: Callable[[str], object], chosen: Sequence[str]) -> tuple[list[float], int]:
    """Microseconds of processor time for each look-up, sorted, and how many were told."""
    for name in chosen[:WARM_UP]:
        ask(name)
    spent, told = [], 0
    for name in chosen:
        began = time.process_time_ns()
        told += bool(ask(name))
        spent.append((time.process_time_ns() - began) / 1000)
    return sorted(spent), told


def main() -> None:
    """Build the index and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--lookups", type=int, default=5000)
    parser.add_argument("--memory", action="store_true", help="Measure what the index holds; slow.")
    given = parser.parse_args()
    rng = random.Random(2)
    names = made_up(given.names, rng)
    if given.memory:
        tracemalloc.start()
    began = time.process_time()
    index = NameIndex(names)
    print(f"{len(index):,} made-up names, index built in {time.process_time() - began:.1f} CPU s")
    if given.memory:
        print(f"it holds {tracemalloc.get_traced_memory()[0] / 1e6:.0f} MB")
        tracemalloc.stop()
    asked = rng.sample(names, given.lookups)
    kinds = {what: [change(name, rng) for name in asked] for what, change in KINDS.items()}
    kinds["strangers"] = made_up(given.lookups, rng, frozenset(names))
    print(f"{'µs of CPU':<26}{'n':>7}{'p50':>9}{'p99':>9}{'mean':>9}{'told':>8}")
    titles = [f"{name} and other songs" for name in asked]
    asking = [(what, index.resembled, chosen) for what, chosen in kinds.items()]
    asking.append(("names in titles", lambda title: famous_names_in(title, (), index), titles))
    for what, ask, chosen in asking:
        spent, told = timed(ask, chosen)
        n = len(spent)
        middle, late, mean = spent[n // 2], spent[min(n - 1, n * 99 // 100)], sum(spent) / n
        print(f"{what:<26}{n:>7}{middle:>9.1f}{late:>9.1f}{mean:>9.1f}{told:>8}")


if __name__ == "__main__":
    main()
