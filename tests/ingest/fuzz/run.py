"""Fuzzes for as long as asked: ``python -m tests.ingest.fuzz.run message --inputs 1000000``.

Works in child processes, so that a crash costs one child: the input that it died of is saved. The inputs
are numbered; the same number, seeds and version give the same input.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import time
import traceback
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from tests.ingest.fuzz.measure import limit_growth, peak_mb, resident_mb
from tests.ingest.fuzz.mutate import mutated
from tests.ingest.fuzz.seeds import seeds_of
from tests.ingest.fuzz.targets import TARGETS

SHARD = 4_000
"""Inputs that one child tries."""
LONGEST_S = 1.0
MOST_MB = 256


@dataclass
class Tally:
    """What a run came to. Times are processor seconds of one input, memory is resident MB of a child."""

    inputs: int = 0
    seconds: float = 0.0
    slowest_s: float = 0.0
    grown_mb: float = 0.0
    slow: list[int] = field(default_factory=list)
    broken: dict[int, str] = field(default_factory=dict)


def child(pipe: Connection, target: str, folder: Path | None, first: int, count: int) -> None:
    """Try ``count`` inputs and tell of each that breaks a promise; the number in hand is told first."""
    seeds, work = seeds_of(target, folder), TARGETS[target]
    for seed in seeds:
        work(seed)  # whatever is loaded or cached on the way is so now
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_growth(4 * MOST_MB)
    before, slowest = resident_mb(), 0.0
    for number in range(first, first + count):
        data = mutated(seeds, random.Random(number))
        pipe.send(("at", number, None))
        started = time.process_time()
        try:
            work(data)
        except Exception:  # noqa: BLE001  every one is a find
            pipe.send(("broken", number, traceback.format_exc(limit=-4)))
        took = time.process_time() - started
        slowest = max(slowest, took)
        if took > LONGEST_S:
            pipe.send(("slow", number, took))
    pipe.send(("done", slowest, peak_mb() - before))


def shard(target: str, folder: Path | None, first: int, count: int, tally: Tally) -> None:
    """Try the inputs from ``first`` on in a child, and go on after one that it died of."""
    context = multiprocessing.get_context("spawn")
    while count > 0:
        reader, writer = context.Pipe(duplex=False)
        process = context.Process(target=child, args=(writer, target, folder, first, count))
        process.start()
        writer.close()
        at = _listen(reader, first, tally)
        process.join()
        if at is None:
            tally.inputs += count
            return
        tally.broken[at] = f"the process died with exit code {process.exitcode}"
        tally.inputs += at - first + 1
        first, count = at + 1, count - (at - first + 1)


def _listen(reader: Connection, at: int, tally: Tally) -> int | None:
    """Take what the child tells; return the number that it died of, None where it lived."""
    try:
        while True:
            kind, number, told = reader.recv()
            if kind == "at":
                at = number
            elif kind == "broken":
                tally.broken[number] = told
            elif kind == "slow":
                tally.slow.append(number)
            else:
                grown = told
                tally.slowest_s = max(tally.slowest_s, number)
                tally.grown_mb = max(tally.grown_mb, grown)
                return None
    except EOFError:
        return at


def main() -> int:
    """Run, print the tally, save what broke a promise; 1 where something did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--messages", type=Path, help="a folder with more messages to begin with")
    parser.add_argument("--save", type=Path, default=Path("fuzz-finds"))
    asked = parser.parse_args()
    tally, started = Tally(), time.monotonic()
    while tally.inputs < asked.inputs and time.monotonic() - started < asked.seconds:
        count = min(SHARD, asked.inputs - tally.inputs)
        shard(asked.target, asked.messages, asked.first + tally.inputs, count, tally)
        sys.stderr.write(f"{tally.inputs} inputs, {len(tally.broken)} broken, {len(tally.slow)} slow\n")
    tally.seconds = time.monotonic() - started
    seeds = seeds_of(asked.target, asked.messages)
    for number in sorted({*tally.slow, *tally.broken}):
        asked.save.mkdir(parents=True, exist_ok=True)
        (asked.save / f"{asked.target}-{number}").write_bytes(mutated(seeds, random.Random(number)))
        sys.stdout.write(f"{asked.target}-{number}: {tally.broken.get(number, 'too slow')}\n")
    sys.stdout.write(
        f"target {asked.target}: {tally.inputs} inputs in {tally.seconds:.0f} s, {len(tally.broken)} broken, "
        f"{len(tally.slow)} over {LONGEST_S:.0f} s, slowest {tally.slowest_s:.3f} s, "
        f"memory grew by at most {tally.grown_mb:.0f} MB\n"
    )
    return int(bool(tally.broken or tally.slow or tally.grown_mb > MOST_MB))


if __name__ == "__main__":
    sys.exit(main())
