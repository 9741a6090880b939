"""Learns whose decoder a trace is like, and measures it on sources and decoders that were held out."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from detectors.attribution.decoders import Confusion, Decoders, path_of, schema
from detectors.attribution.signature import signature
from detectors.errors import TrainingError
from detectors.models.card import Metric, TrainedOn
from detectors.models.intervals import share
from detectors.models.save import replace_file
from detectors.models.scorer import Scorer
from detectors.training.audio_model import VARIANTS
from detectors.training.decoder_kinds import Signed, fit, names_of
from detectors.training.harvest import Progress, Row, harvest
from detectors.training.manifest import Entry, Label, digest, read_manifests

NAME = "ai"
_FORMS = (0, 1)
_TEXT = (
    "Output of music generators and of neural codecs over the review threshold of the AI model, as published "
    "and after one random delivery chain."
)
Answers = dict[str, list[tuple[str, ...]]]


def train_decoders(manifests: Sequence[Path], output: Path, cache: Path, progress: Progress) -> Decoders:
    """Learn from the manifests that the AI model in ``output`` was trained on; write beside the model.

    What training has heard is read from ``cache``. Raises TrainingError where there is too little.
    """
    entries = read_manifests(manifests)
    machine = tuple(entry for entry in entries if entry.label is not Label.HUMAN)
    if not machine:
        raise TrainingError("no output of generators or codecs", remedy="add some to the manifests")
    rows = harvest(machine, VARIANTS, cache, progress)
    found = learn(machine, rows, Scorer.load(NAME, output))
    replace_file(path_of(NAME, output), (found.model_dump_json(indent=1) + "\n").encode())
    return found


def learn(entries: Sequence[Entry], rows: Sequence[Row], scorer: Scorer) -> Decoders:
    """The same from rows that were harvested before, without writing."""
    data = signed(entries, rows, scorer)
    heard = [entries[place] for place in np.unique(data.place)]
    sources = _held_out(data, lambda d: [f"{a}\n{b}" for a, b in zip(d.decoder, d.source, strict=True)])
    decoders = _held_out(data, lambda d: list(d.decoder))
    known = {name: said for name, said in sources.items() if _sources(data, name) > 1}
    return _decoders(
        data,
        TrainedOn(
            text=_TEXT,
            counts={"rows": len(data.place), "recordings": len(heard), **_counted(data)},
            manifest_sha256=digest(heard),
        ),
    ).model_copy(
        update={
            "metrics": _metrics(known, "source held out") | _metrics(decoders, "decoder held out"),
            "unseen_sources": tuple(_confusion(*item) for item in known.items()),
            "unseen_decoders": tuple(_confusion(*item) for item in decoders.items()),
        }
    )


def signed(entries: Sequence[Entry], rows: Sequence[Row], scorer: Scorer) -> Signed:
    """The signatures of what the model puts over review, as it is and after one delivery chain."""
    chosen = [row for row in rows if row.variant in _FORMS and entries[row.place].label is not Label.HUMAN]
    over = scorer.score_batch([row.features for row in chosen]) >= scorer.card.thresholds["review"]
    called = names_of(entries)
    kept = [
        (row, values)
        for row, worth in zip(chosen, over, strict=True)
        if worth and (values := signature(row.features)) is not None
    ]
    if not kept:
        raise TrainingError(
            "the model puts no recording over review", remedy="train the AI model first: deadwax train ai"
        )
    own = [entries[row.place] for row, _ in kept]
    return Signed(
        values=np.array([values for _, values in kept]),
        decoder=np.array([called[entry.family] for entry in own]),
        source=np.array([f"{entry.source} {entry.publisher}" for entry in own]),
        place=np.array([row.place for row, _ in kept], dtype=np.int64),
    )


def _decoders(data: Signed, trained_on: TrainedOn) -> Decoders:
    kinds, precision = fit(data)
    return Decoders(
        kinds=kinds,
        precision=tuple(tuple(float(v) for v in row) for row in precision),
        feature_schema_sha256=schema(),
        trained_on=trained_on,
    )


def _held_out(data: Signed, groups: Callable[[Signed], list[str]]) -> Answers:
    """By decoder, what is said of each of its rows by decoders learnt without the row's group."""
    named = np.array(groups(data))
    answers: Answers = {name: [] for name in np.unique(data.decoder)}
    for group in np.unique(named):
        inside = named == group
        without = ~np.isin(data.place, data.place[inside])
        judge = _decoders(data.only(without), TrainedOn(text="", counts={}, manifest_sha256=""))
        for row in np.flatnonzero(inside):
            answers[data.decoder[row]].append(judge.nearest_to(data.values[row]))
    return answers


def _sources(data: Signed, name: str) -> int:
    return len(set(data.source[data.decoder == name]))


def _counted(data: Signed) -> dict[str, int]:
    return {str(name): int(np.sum(data.decoder == name)) for name in np.unique(data.decoder)}


def _kind(name: str, said: tuple[str, ...]) -> str:
    if not said:
        return "unknown"
    if name not in said:
        return "wrong"
    return "right" if len(said) == 1 else "among"


def _confusion(name: str, answers: Sequence[tuple[str, ...]]) -> Confusion:
    kinds = Counter(_kind(name, said) for said in answers)
    wrong = Counter(" or ".join(sorted(said)) for said in answers if _kind(name, said) == "wrong")
    return Confusion(
        decoder=name,
        right=kinds["right"],
        among=kinds["among"],
        unknown=kinds["unknown"],
        wrong=kinds["wrong"],
        said_wrongly=tuple(f"{n} times {other}" for other, n in wrong.most_common()),
    )


def _metrics(answers: Answers, what: str) -> dict[str, Metric]:
    kinds = Counter(_kind(name, said) for name, own in answers.items() for said in own)
    n = sum(kinds.values())
    return {
        f"{kind}, {what}": share(kinds[kind], n, f"share of recordings in either form; {what}")
        for kind in ("right", "among", "unknown", "wrong")
    }
