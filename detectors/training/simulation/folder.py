"""Writes simulated recordings into a folder, one after another, and goes on where it was stopped."""

import csv
import io
import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from detectors.errors import AudioError, TrainingError
from detectors.training.simulation.item import VERSION, Kind, Plan, make
from detectors.training.simulation.music import Rendered

COLUMNS = ("path", "label", "source", "song_group", "vocals", "kind", "recipe")
MANIFEST, LEDGER = "manifest.csv", "simulation.jsonl"

Progress = Callable[[int, int], None]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What lies in the folder: the manifest, how many recordings it names, and what was left out, and why."""

    manifest: Path
    made: int
    left_out: tuple[str, ...]


def simulate(plan: Plan, count: int, out: Path, progress: Progress, workers: int | None = None) -> Simulated:
    """Make ``count`` recordings in ``out`` and their manifest, which ``deadwax train ai`` reads.

    A second call with the same plan makes only what is missing; another plan in the same folder is
    refused (TrainingError). Music that cannot be decoded is left out and named. In memory are at most
    two recordings for each worker.
    """
    out.mkdir(parents=True, exist_ok=True)
    ledger = out / LEDGER
    rows = _opened(ledger, plan)
    missing = [number for number in range(count) if number not in rows]
    with ledger.open("a", encoding="utf-8") as file:
        for row in _made(plan, missing, out, workers or os.cpu_count() or 1):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            rows[row["number"]] = row
            progress(len(rows), count)
    wanted = [rows[number] for number in range(count)]
    good = [row for row in wanted if row["path"]]
    _write_manifest(out / MANIFEST, good)
    return Simulated(out / MANIFEST, len(good), tuple(row["reason"] for row in wanted if not row["path"]))


def rows_in(folder: Path) -> tuple[Row, ...]:
    """The rows of all recordings that were made in a folder so far; TrainingError where it is none."""
    try:
        text = (folder / LEDGER).read_text(encoding="utf-8")
    except OSError as error:
        raise TrainingError(
            f"{folder}: no simulation was made here: {error.strerror}", remedy="run deadwax simulate first"
        ) from error
    rows = [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()[1:]]
    return tuple(row for row in rows if row["path"] and (folder / row["path"]).is_file())


def _opened(ledger: Path, plan: Plan) -> dict[int, Row]:
    """What was made before; a new ledger begins with the plan."""
    identity = _identity(plan)
    if not ledger.is_file():
        ledger.write_text(json.dumps(identity) + "\n", encoding="utf-8")
        return {}
    text = ledger.read_text(encoding="utf-8")
    # A line that was being written when the process was killed has no end: its recording is made again.
    whole = text[: text.rfind("\n") + 1]
    lines = [json.loads(line) for line in whole.splitlines()]
    if not lines or lines[0] != identity:
        raise TrainingError(
            f"{ledger.parent}: recordings of another simulation lie there",
            remedy="name an empty folder, or the same kind, seed and music as before",
        )
    if whole != text:
        ledger.write_text(whole, encoding="utf-8")
    return {
        row["number"]: row for row in lines[1:] if not row["path"] or (ledger.parent / row["path"]).is_file()
    }


def _identity(plan: Plan) -> dict[str, Any]:
    music = plan.music
    if isinstance(music, Rendered):
        named: Any = {"fonts": [font.name for font in music.fonts], "purpose": str(music.purpose)}
    else:
        named = [entry.identity for entry in music.entries]
    return {"simulation": VERSION, "kind": str(plan.kind), "seed": plan.seed, "music": named}


def _made(plan: Plan, numbers: list[int], out: Path, workers: int) -> Iterator[Row]:
    """Rows in order of their numbers; only so many are under way at once."""
    if workers == 1:
        yield from (write_one(plan, number, out) for number in numbers)
        return
    waiting: deque[Future[Row]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for number in numbers:
            waiting.append(pool.submit(write_one, plan, number, out))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def write_one(plan: Plan, number: int, out: Path) -> Row:
    """Make one recording and write its file; runs in a process of its own."""
    try:
        item = make(plan, number)
    except AudioError as error:
        return {"number": number, "path": "", "reason": str(error)}
    folder = "positive" if plan.kind is Kind.POSITIVES else "negative"
    path = out / folder / f"{number:06d}{item.suffix}"
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_bytes(item.data)
    beside.replace(path)
    return {
        "number": number,
        "path": f"{folder}/{path.name}",
        "label": str(item.label),
        "source": item.source,
        "song_group": item.song,
        "vocals": item.vocals,
        "kind": item.kind,
        "recipe": item.recipe,
    }


def _write_manifest(path: Path, rows: list[Row]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    beside = path.with_suffix(".part")
    beside.write_text(text.getvalue(), encoding="utf-8")
    beside.replace(path)
