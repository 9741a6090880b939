"""Audio features of labelled recordings, as they are and after random delivery chains, kept on disk."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from contracts.features.audio import AUDIO_FEATURES
from detectors.audio.decoding.decode import Recording
from detectors.audio.heard import Features, Heard, heard_samples
from detectors.errors import AudioError, TrainingError
from detectors.models.schema import schema_sha256
from detectors.training.delivery_chain import draw, pass_through
from detectors.training.manifest import Entry

EAR_VERSION = "4"
"""Grows when the same samples would give other features; what is kept from before is then left aside."""

AT_ANOTHER_SPEED = "another speed"
"""What stands in a row's ``codec`` where the recording was only played faster or slower."""

SPED = 2
"""The variant that is played at another speed."""

_FIRST_S = 120.0
_AT_SPEED_S = 60.0
_STEPS = (0.05, 0.02)
_WIDEST = 0.09

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One recording in one form.

    ``place`` is the entry's place in the list. ``variant`` 0 is the file itself (two minutes at most), 2 is
    the same played faster or slower, others are numbered delivery chains; ``codec`` is what the samples
    went through last, for reports.
    """

    place: int
    variant: int
    features: Features
    codec: str | None


def harvest(
    entries: Sequence[Entry], variants: int, cache: Path, progress: Progress, workers: int | None = None
) -> tuple[Row, ...]:
    """Features of every entry in ``1 + variants`` forms; those that may not be judged are left out.

    Results are kept under ``cache`` by the file's content, so that a second run reads them. Chains
    are drawn from the file's content alone and are the same on every machine.
    """
    cache.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    with ProcessPoolExecutor(workers or os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        jobs = {pool.submit(_of_file, entry.path, variants, cache): i for i, entry in enumerate(entries)}
        for done, job in enumerate(as_completed(jobs), start=1):
            place = jobs[job]
            rows += [
                Row(place, variant, value["features"], value["codec"])
                for variant, value in enumerate(job.result())
                if value["status"] == "ok"
            ]
            progress(done, len(entries))
    if not rows:
        raise TrainingError("not one recording could be heard", remedy="check the manifests' files")
    return tuple(sorted(rows, key=lambda row: (row.place, row.variant)))


def _of_file(path: Path, variants: int, cache: Path) -> list[dict[str, Any]]:
    """The forms of one file; reads what is kept and keeps what is new. Runs in a process of its own."""
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    schema = schema_sha256(AUDIO_FEATURES)[:12]
    kept = cache / f"{content[:32]}-{schema}-{EAR_VERSION}.json"
    known: list[dict[str, Any]] = json.loads(kept.read_text()) if kept.is_file() else []
    if len(known) > variants:
        return known[: variants + 1]
    known += _forms(path, content, range(len(known), variants + 1))
    beside = kept.with_suffix(f".{os.getpid()}")
    beside.write_text(json.dumps(known))
    beside.replace(kept)
    return known


def _forms(path: Path, content: str, variants: range) -> Iterator[dict[str, Any]]:
    try:
        samples, rate = _samples(path)
    except AudioError as error:
        failed: dict[str, Any] = {"status": "failed", "reason": str(error), "features": {}, "codec": None}
        yield from (dict(failed) for _ in variants)
        return
    for variant in variants:
        if variant == 0:
            yield _value(heard_samples(samples, rate), "original")
            continue
        if variant == SPED:
            yield _value(heard_samples(_sped(samples, rate, content), rate), AT_ANOTHER_SPEED)
            continue
        seed = int(hashlib.sha256(f"{content}/{variant}".encode()).hexdigest()[:16], 16)
        chain = draw(np.random.default_rng(seed))
        sound, sound_rate = pass_through(samples, rate, chain)
        yield _value(heard_samples(sound, sound_rate), chain.codec or "lossless")


def _sped(samples: NDArray[np.float32], rate: int, content: str) -> NDArray[np.float32]:
    """The last minute, half of all recordings 5 % faster or slower, some 2 %, the rest by anything to 9 %."""
    rng = np.random.default_rng(int(content[:12], 16))
    drawn, direction = rng.random(), rng.choice([-1, 1])
    if drawn < 0.5:  # noqa: PLR2004  odds are what this function is
        speed = 1.0 + _STEPS[0] * direction
    elif drawn < 0.7:  # noqa: PLR2004  odds
        speed = 1.0 + _STEPS[1] * direction
    else:
        speed = float(np.exp(rng.uniform(-_WIDEST, _WIDEST)))
    last = samples[-int(_AT_SPEED_S * rate) :]
    return np.asarray(soxr.resample(last, rate * speed, rate), dtype=np.float32)


def _samples(path: Path) -> tuple[NDArray[np.float32], int]:
    """The recording's first two minutes."""
    blocks = []
    with Recording(path) as recording:
        for block in recording.blocks():
            blocks.append(block[:, :2])
            if recording.decoded_s > _FIRST_S:
                break
        return np.concatenate(blocks), recording.facts.sample_rate_hz


def _value(heard: Heard, codec: str) -> dict[str, Any]:
    listening = heard.listening
    return {
        "status": str(listening.status),
        "reason": listening.reason,
        "features": dict(heard.features),
        "codec": codec,
    }
