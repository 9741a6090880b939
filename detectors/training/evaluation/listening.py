"""Listens to recordings under attack, and keeps what was heard."""

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
from detectors.audio.heard import Features, heard_samples
from detectors.errors import AudioError
from detectors.models.schema import schema_sha256
from detectors.training.evaluation.attacks import ATTACKS, MIXED
from detectors.training.harvest import EAR_VERSION
from detectors.training.manifest import Entry, Label

_FIRST_S = 100.0

Samples = NDArray[np.float32]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class HeardUnder:
    """One recording under one attack, and its codec as published.

    ``features`` is None where it may not be judged.
    """

    place: int
    attack: str
    codec: str
    features: Features | None


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    beside: Path | None
    attacks: tuple[str, ...]
    seconds: float
    cache: Path


def listen_under(
    entries: Sequence[Entry],
    attacks: Sequence[str],
    seconds: float,
    *,
    cache: Path,
    progress: Progress,
    workers: int | None = None,
) -> tuple[HeardUnder, ...]:
    """Every entry under every attack: ``seconds`` from its middle. What cannot be decoded is not judged.

    What was heard is kept under ``cache`` by content, so that a second call is quick and a stopped one
    goes on.
    """
    cache.mkdir(parents=True, exist_ok=True)
    jobs = [
        _Job(entry.path, _beside(entries, place), tuple(attacks), seconds, cache)
        for place, entry in enumerate(entries)
    ]
    found: list[HeardUnder] = []
    for done, (place, heard) in enumerate(_results(jobs, workers or os.cpu_count() or 1), start=1):
        found += [HeardUnder(place, a, heard["codec"], heard["attacks"].get(a)) for a in attacks]
        progress(done, len(jobs))
    order = {attack: i for i, attack in enumerate(attacks)}
    return tuple(sorted(found, key=lambda h: (h.place, order[h.attack])))


def _results(jobs: Sequence[_Job], workers: int) -> Iterator[tuple[int, dict[str, Any]]]:
    if workers == 1:
        yield from ((place, hear(job)) for place, job in enumerate(jobs))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(hear, job): place for place, job in enumerate(jobs)}
        for job in as_completed(waiting):
            yield waiting[job], job.result()


def _beside(entries: Sequence[Entry], place: int) -> Path | None:
    """Another song by people: the next one in the list."""
    others = (entries[(place + step) % len(entries)] for step in range(1, len(entries)))
    own = entries[place].song
    return next((e.path for e in others if e.label is Label.HUMAN and e.song != own), None)


def hear(job: _Job) -> dict[str, Any]:
    """What was heard of one file, by attack; reads what is kept and keeps what is new."""
    content = hashlib.sha256(job.path.read_bytes()).hexdigest()
    schema = schema_sha256(AUDIO_FEATURES)[:12]
    kept = job.cache / f"{content[:32]}-{schema}-{EAR_VERSION}-{job.seconds:g}.json"
    known: dict[str, Any] = json.loads(kept.read_text()) if kept.is_file() else {"codec": "", "attacks": {}}
    missing = [attack for attack in job.attacks if attack not in known["attacks"]]
    if missing:
        known = _heard(job, missing, known)
        beside = kept.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(known))
        beside.replace(kept)
    return known


def _heard(job: _Job, attacks: Sequence[str], known: dict[str, Any]) -> dict[str, Any]:
    try:
        samples, rate, codec = _excerpt(job.path, job.seconds)
    except AudioError:
        return {"codec": "", "attacks": known["attacks"] | dict.fromkeys(attacks)}
    beside = _at(job.beside, job.seconds, rate) if MIXED in attacks and job.beside else None
    heard = dict(known["attacks"])
    for attack in attacks:
        sound, sound_rate = ATTACKS[attack](samples, rate, beside)
        listened = heard_samples(sound, sound_rate)
        heard[attack] = None if listened.listening.reason else dict(listened.features)
    return {"codec": codec, "attacks": heard}


def _excerpt(path: Path, seconds: float) -> tuple[Samples, int, str]:
    """``seconds`` from the middle of the first hundred, the rate, and the codec."""
    blocks = []
    with Recording(path) as recording:
        for block in recording.blocks():
            blocks.append(block[:, :2])
            if recording.decoded_s > _FIRST_S:
                break
        rate, codec = recording.facts.sample_rate_hz, recording.facts.codec
    samples = np.concatenate(blocks)
    length = min(len(samples), round(seconds * rate))
    first = (len(samples) - length) // 2
    return np.ascontiguousarray(samples[first : first + length]), rate, codec


def _at(path: Path, seconds: float, rate_hz: int) -> Samples | None:
    try:
        samples, rate, _ = _excerpt(path, seconds)
    except AudioError:
        return None
    return np.asarray(soxr.resample(samples, rate, rate_hz, quality="HQ"), dtype=np.float32)
