"""Finds altered copies of real recordings, and measures the index at 100,000 to 5 million tracks.

usage: python -m bench.duplicates CORPUS [--songs 70] [--pairs 1500] [--sizes 100000 1000000 5000000]

CORPUS holds ``manifest.csv`` with path, label and song_group. The songs that are attacked are of the half
that the whitening of sound vectors was not learned from; all songs are in the index. The large indexes hold
drawn fingerprints with the hash and vector statistics of the real ones, in one process on one core.
"""

import argparse
import csv
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bench.attacks import RATE_HZ as SOUND_HZ
from bench.attacks import Sound, attacked
from detectors.audio.decoding.decode import Recording
from detectors.duplicates.alignment import align
from detectors.duplicates.bands import RATE_HZ
from detectors.duplicates.copies import matches
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.fingerprinter import Fingerprinter
from detectors.duplicates.gate import Gate
from detectors.duplicates.hashes import BITS, KEPT, hashes, kept
from detectors.duplicates.index import LARGEST, SoundIndex
from detectors.duplicates.owner import Owner
from detectors.duplicates.segment import Segment
from detectors.duplicates.signature import pack, signs, unpack
from detectors.duplicates.store import KnownSound
from detectors.duplicates.whitening import DIMENSIONS, SCALE
from detectors.errors import AudioError
from detectors.models.intervals import wilson
from detectors.training.sound_vectors import learned_from

SHORTEST_S = 15.0
NOTHING = np.zeros(0, dtype=np.float32)
NOBODY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Song:
    """A recording of the corpus: its sound, mono at ``SOUND_HZ``, and its fingerprint."""

    name: str
    held_out: bool
    sound: Sound
    print: Fingerprint


@dataclass(slots=True)
class Tally:
    """What came of one attack.

    ``closed`` are those that the gate stopped; ``other`` matches with a song of another group: its name, the
    other's, and the error.
    """

    tried: int = 0
    candidate: int = 0
    found: int = 0
    closed: int = 0
    other: list[tuple[str, str, float]] = field(default_factory=list)


def mono(path: Path) -> Sound:
    """A recording in mono at ``SOUND_HZ``."""
    with Recording(path) as recording:
        blocks = [block[:, :2].mean(axis=1) for block in recording.blocks()]
        return soxr.resample(np.concatenate(blocks), recording.facts.sample_rate_hz, SOUND_HZ)


def fingerprint(sound: Sound) -> Fingerprint | None:
    """As the listening pass takes it."""
    listener = Fingerprinter()
    listener.push(soxr.resample(sound, SOUND_HZ, RATE_HZ))
    return listener.finish()


def songs(corpus: Path) -> list[Song]:
    """One recording of every song of the corpus, in the order of their names."""
    with (corpus / "manifest.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] != "reconstructed"]
    first = {row["song_group"]: row["path"] for row in reversed(rows)}
    made = []
    for group, path in sorted(first.items()):
        try:
            sound = mono(corpus / path)
        except AudioError:
            continue
        taken = fingerprint(sound) if len(sound) >= SHORTEST_S * SOUND_HZ else None
        if taken is not None:
            made.append(Song(path, not learned_from(group), sound, taken))
    return made


def segment(prints: Sequence[Fingerprint], first: int) -> Segment:
    """The fingerprints as a part of an index, numbered from ``first`` on."""
    vectors = np.array([p.vector for p in prints], dtype=np.int8)
    return Segment.of(range(first, first + len(prints)), [kept(p.items) for p in prints], vectors)


def known(every: Sequence[Song]) -> dict[int, KnownSound]:
    """The songs as the database would give them, each its own owner's."""
    return {
        place: KnownSound(
            place,
            song.name,
            NOBODY,
            song.name,
            song.name,
            song.name,
            Owner("", song.name, song.name, ""),
            unpack(pack(signs(song.print.image.astype(np.float32)))),
        )
        for place, song in enumerate(every)
    }


def attack(every: Sequence[Song], most: int) -> tuple[dict[str, Tally], dict[str, list[Fingerprint]]]:
    """Attack held-out songs and look every result up among all songs."""
    open_ = [place for place, song in enumerate(every) if song.print.gate is Gate.OPEN]
    index = SoundIndex.of([segment([every[place].print for place in open_], 0)])
    told = known(every)
    catalogue = {row: told[place] for row, place in enumerate(open_)}
    row_of = {place: row for row, place in enumerate(open_)}
    tallies: dict[str, Tally] = defaultdict(Tally)
    queries: dict[str, list[Fingerprint]] = defaultdict(list)
    chosen = [place for place in open_ if every[place].held_out][:most]
    for place in chosen:
        for name, sound in attacked(every[place].sound, place):
            taken = fingerprint(sound)
            tally = tallies[name]
            tally.tried += 1
            if taken is None or taken.gate is not Gate.OPEN:
                tally.closed += 1
                continue
            queries[name].append(taken)
            candidates = index.candidates(taken)
            tally.candidate += any(c.number == row_of[place] for c in candidates)
            found = matches(taken, Owner("", "thief", "thief", ""), candidates, catalogue)
            tally.found += any(match.known.number == place for match in found)
            tally.other += [
                (every[place].name, match.known.title, match.alignment.error)
                for match in found
                if match.known.number != place
            ]
    return tallies, queries


def report_attacks(tallies: Mapping[str, Tally], references: int) -> None:
    """Print the recall of each attack and every match with another song."""
    print(f"\nCopies of held-out songs among {references} songs; recall with 95 % intervals (Wilson)")
    print(f"{'attack':28} {'n':>4} {'candidate':>9} {'verified':>9}  interval       other  not compared")
    for name, t in tallies.items():
        low, high = wilson(t.found, t.tried)
        print(
            f"{name:28} {t.tried:4d} {t.candidate / t.tried:9.3f} {t.found / t.tried:9.3f}"
            f"  {low:.3f}-{high:.3f}  {len(t.other):6d}  {t.closed:6d}"
        )
    pairs: dict[tuple[str, str], list[float]] = defaultdict(list)
    for name, other, error in (match for t in tallies.values() for match in t.other):
        pairs[name, other].append(error)
    print("Matches with songs of another group: are they false, or the same recording under two names?")
    for (name, other), errors in sorted(pairs.items()):
        print(f"  {name} as {other}: {len(errors)} times, error {min(errors):.2f} to {max(errors):.2f}")


def report_pairs(every: Sequence[Song], pairs: int) -> None:
    """Lay different songs over one another at every speed, whatever the index thinks of them."""
    rng = np.random.default_rng(7)
    open_ = [song for song in every if song.print.gate is Gate.OPEN]
    papers = [unpack(pack(signs(song.print.image.astype(np.float32)))) for song in open_]
    false, seconds = [], time.process_time()
    for _ in range(pairs):
        one, other = rng.choice(len(open_), 2, replace=False)
        laid = align(open_[one].print.image, papers[other])
        if laid is not None:
            false.append(
                f"{open_[one].name} over {open_[other].name}: {laid.error:.2f}, {laid.matched_s:.0f} s"
            )
    seconds = (time.process_time() - seconds) / max(1, pairs)
    _, high = wilson(len(false), pairs)
    print(
        f"\nDifferent songs laid over one another at every speed and pitch: {len(false)} of {pairs}"
        f" pairs agree (at most {high:.2%}); {seconds * 1000:.0f} ms CPU a pair"
    )
    for text in false:
        print(f"  false: {text}")


class Drawn:
    """Fingerprints by lot, with the statistics of real ones: neighbours of real hashes and vectors."""

    def __init__(self, every: Sequence[Song]) -> None:
        real = [song.print for song in every if song.print.gate is Gate.OPEN]
        self._hashes = np.concatenate([hashes(p.items) for p in real])
        vectors = np.array([p.vector for p in real], dtype=np.float32)
        self._vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def segment(self, first: int, count: int) -> Segment:
        """``count`` drawn tracks, numbered from ``first`` on."""
        rng = np.random.default_rng(first)
        found = rng.choice(self._hashes, count * KEPT)
        # One bit in eight is another one: three fair coins have to agree.
        flip = np.full(len(found), (1 << BITS) - 1, dtype=np.uint32)
        for _ in range(3):
            flip &= rng.integers(0, 1 << BITS, len(found), dtype=np.uint32)
        found ^= flip
        rows = np.repeat(np.arange(count, dtype=np.uint32), KEPT)
        return Segment.built(np.arange(first, first + count), found, rows, self._drawn_vectors(rng, count))

    def _drawn_vectors(self, rng: np.random.Generator, count: int) -> NDArray[np.int8]:
        vectors = np.empty((count, DIMENSIONS), dtype=np.int8)
        for start in range(0, count, 100_000):
            size = min(100_000, count - start)
            near = rng.uniform(0.0, 0.9, (size, 1)).astype(np.float32)
            noise = rng.standard_normal((size, DIMENSIONS), dtype=np.float32) / np.sqrt(DIMENSIONS)
            mixed = near * rng.choice(self._vectors, size) + np.sqrt(1.0 - near**2) * noise
            unit = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
            vectors[start : start + size] = np.clip(np.rint(unit * SCALE), -127, 127)
        return vectors


def report_sizes(
    every: Sequence[Song], queries: Mapping[str, list[Fingerprint]], sizes: Sequence[int]
) -> None:
    """Build indexes of drawn tracks around the real songs; time looking the attacked ones up."""
    drawn = Drawn(every)
    open_ = [song for song in every if song.print.gate is Gate.OPEN]
    asked = [one for name in sorted(queries) for one in queries[name]][::4]
    print(f"\nIndex, drawn fingerprints; {len(asked)} lookups of attacked real songs; CPU of one process")
    print(
        f"{'tracks':>10} {'build/s':>9} {'B/track':>8} {'MB':>6} {'p50 ms':>7} {'p99 ms':>7} {'resident':>12}"
    )
    with tempfile.TemporaryDirectory() as folder:
        parts: list[Segment] = [segment([song.print for song in open_], 0)]
        size, building = len(open_), 0.0
        for wanted in sorted(sizes):
            while size < wanted:
                count = min(LARGEST, wanted - size)
                made = drawn.segment(size, count)
                started = time.process_time()
                pairs = made.postings.pairs()
                made = Segment.built(made.numbers, *pairs, made.neighbours.vectors)
                building += time.process_time() - started
                made.write(Path(folder) / str(size))
                parts.append(Segment.read(Path(folder) / str(size)))
                del made, pairs
                size += count
            _report_size(SoundIndex.of(parts), asked, building)


def _report_size(index: SoundIndex, asked: Sequence[Fingerprint], building: float) -> None:
    times = []
    for one in asked:
        started = time.process_time()
        index.candidates(one)
        times.append(time.process_time() - started)
    p50, p99 = np.quantile(np.array(times) * 1000, [0.5, 0.99])
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    print(
        f"{len(index):10,d} {len(index) / building:9,.0f} {index.nbytes / len(index):8.0f}"
        f" {index.nbytes / 1e6:6.0f} {p50:7.2f} {p99:7.2f} {resident:12.0f}"
    )


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--songs", type=int, default=70)
    parser.add_argument("--pairs", type=int, default=1500)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000, 5_000_000])
    chosen = parser.parse_args()
    with threadpool_limits(1):
        every = songs(chosen.corpus)
        gates = Counter(song.print.gate.value for song in every)
        print(f"{len(every)} songs of at least {SHORTEST_S:.0f} s; gates: {dict(gates)}")
        started = time.process_time()
        tallies, queries = attack(every, chosen.songs)
        report_attacks(tallies, gates[Gate.OPEN.value])
        print(f"{time.process_time() - started:.0f} s CPU")
        every = [replace(song, sound=NOTHING) for song in every]
        report_pairs(every, chosen.pairs)
        if chosen.sizes:
            report_sizes(every, queries, chosen.sizes)
        print(f"\n{time.process_time():.0f} s CPU in all")


if __name__ == "__main__":
    main()
