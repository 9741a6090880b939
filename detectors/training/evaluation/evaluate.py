"""Evaluates the AI model on manifests."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detectors.errors import TrainingError
from detectors.models.card import ModelCard
from detectors.models.save import write_card
from detectors.models.scorer import Scorer, read_card
from detectors.training.audio_model import VARIANTS
from detectors.training.evaluation import measure
from detectors.training.evaluation.attacks import ATTACKS
from detectors.training.evaluation.judges import HeldOut, InUse, Judge, held_out
from detectors.training.evaluation.listening import Progress, listen_under
from detectors.training.evaluation.result import PREFIX, Evaluation
from detectors.training.harvest import harvest
from detectors.training.manifest import Entry, digest, read_manifests


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured: see ``deadwax evaluate --help``."""

    attacks: tuple[str, ...] = tuple(ATTACKS)
    seconds: float = 30.0
    most: int | None = None
    unseen: bool = False
    workers: int | None = None
    name: str = "ai"


def evaluate(
    manifests: Sequence[Path],
    model: Path | None,
    cache: Path,
    progress: Progress,
    *,
    options: Options,
    others: Mapping[str, Mapping[str, float]] | None = None,
) -> Evaluation:
    """Measure the model in ``model`` (the one in use if None) on the recordings of ``manifests``.

    With ``options.unseen`` each recording is judged by a model that was fitted without its family, source
    and song, on the same manifests. ``others`` are other detectors' scores by file name.
    Raises TrainingError where there is nothing to measure.
    """
    everything = read_manifests(manifests)
    entries = measure.first_of_each_source(everything, options.most)
    scorer = Scorer.load(options.name, model)
    judge: Judge = InUse(scorer)
    heard = listen_under(
        entries,
        options.attacks,
        options.seconds,
        cache=cache / "attacks",
        progress=progress,
        workers=options.workers,
    )
    if options.unseen:
        rows = harvest(everything, VARIANTS, cache / "harvest", progress, options.workers)
        judge = _renumbered(held_out(everything, rows), everything, entries)
    scored = measure.Scored(entries, heard, judge.probabilities(heard), judge.thresholds["review"])
    return _evaluation(scorer.card, scored, judge.thresholds, options, others or {})


def _renumbered(judge: HeldOut, everything: Sequence[Entry], chosen: Sequence[Entry]) -> HeldOut:
    """The same judge, with places counted in the chosen entries."""
    places = {entry.path: place for place, entry in enumerate(everything)}
    fold_of = {i: judge.fold_of[places[entry.path]] for i, entry in enumerate(chosen)}
    return HeldOut(tuple(chosen), judge.boosters, fold_of, judge.calibration, judge.thresholds)


def _evaluation(
    card: ModelCard,
    scored: measure.Scored,
    thresholds: Mapping[str, float],
    options: Options,
    others: Mapping[str, Mapping[str, float]],
) -> Evaluation:
    return Evaluation(
        model=card.model,
        model_sha256=card.model_sha256,
        held_out=options.unseen,
        manifest_sha256=digest(scored.entries),
        recordings={str(k): n for k, n in sorted(Counter(e.label for e in scored.entries).items())},
        seconds=options.seconds,
        thresholds=dict(thresholds),
        calibration_error=measure.calibration_error(scored),
        calibration_by_format=measure.calibration_by_format(scored),
        attacks=tuple(measure.under_attack(scored, attack) for attack in options.attacks),
        sources=measure.by_source(scored),
        formats=measure.by_format(scored),
        vocals=measure.by_vocals(scored),
        beside=tuple(measure.side(scored, name, scores) for name, scores in sorted(others.items())),
    )


def write_on_card(found: Evaluation, folder: Path) -> ModelCard:
    """Put the figures on the model's card in place of those of an earlier evaluation.

    TrainingError where the card has become that of another model.
    """
    card = read_card("ai", folder)
    if card.model_sha256 != found.model_sha256:
        raise TrainingError(
            f"{folder}: the card there is of another model than the one that was measured",
            remedy="evaluate again",
        )
    kept = {name: metric for name, metric in card.metrics.items() if not name.startswith(PREFIX)}
    changed = card.model_copy(update={"metrics": kept | found.card_metrics()})
    write_card(changed, folder)
    return changed


def read_scores(path: Path) -> dict[str, float]:
    """Another detector's scores: CSV with the columns ``path`` and ``score`` (higher: more likely AI)."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return {Path(row["path"]).name: float(row["score"]) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise TrainingError(
            f"{path}: no scores could be read: {error}", remedy="write a CSV with the columns path and score"
        ) from error
