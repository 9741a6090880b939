"""Trains the spam model on a simulated stream and writes it with its card."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detectors.errors import TrainingError
from detectors.models.calibration import calibrated, platt
from detectors.models.card import Metric, ModelCard, TrainedOn
from detectors.models.intervals import share
from detectors.models.save import save
from detectors.training.labels import Labelled, labelled_rows
from detectors.training.spam_columns import SPAM_COLUMNS
from detectors.training.spam_evaluation import by_kind, overall, senders_flagged, unseen_kinds, unseen_senders
from detectors.training.spam_rows import Progress, Rows, fit, simulated_rows
from detectors.training.upload_forest import grown, unusual_by_kind

NAME, VERSION = "spam", "3"
FOREST = "upload_forest.npz"
WORLDS = 7
EXPLAIN_FALSE_ALARMS, REVIEW_FALSE_ALARMS, HOLD_FALSE_ALARMS = 0.02, 0.005, 0.0005
LEAST_REVIEW = 0.5
OBJECTIVES = {
    "explain": "2 % of simulated honest rows lie above; from here on reasons are computed",
    "review": "0.5 % of simulated honest rows of unseen senders lie above, and never below 0.5",
    "hold": "0.05 % of simulated honest rows of unseen senders lie above, and never below review",
}
LIMITS = (
    (
        "Trained and measured on a simulated stream only: no real delivery, sender or decision went into it. "
        "Every number on this card says how the model does on the simulation, none how it does in the world."
    ),
    (
        "The simulated stream holds far more spam than a real one, so probabilities are too high for a real "
        "stream until the model is calibrated on real decisions."
    ),
    (
        "There is no sound in the simulation: AI scores, and whether a copy is found by its sound, are drawn "
        "at random."
    ),
    "Senders that spread their uploads over many accounts are found late or not at all.",
    "The first tracks of a spamming sender look like those of an honest one and are scored so.",
    "An honest habit that the simulation lacks may look like spam: see false_alarms_unseen_kind.",
)


def train_spam(
    output: Path,
    seed: int,
    progress: Progress,
    worlds: int = WORLDS,
    labelled: Sequence[Labelled] = (),
) -> ModelCard:
    """Simulate, train, evaluate, calibrate, and write ``spam.lgb.txt`` and its card into ``output``.

    The isolation forest of the honest rows goes beside them, as ``upload_forest.npz``.
    ``labelled`` are decided cases to learn from as well. One seed gives one model. Takes about three
    minutes of one core with the default ``worlds``.
    """
    rows = simulated_rows(worlds, seed, progress, labelled_rows(labelled))
    if not 0 < rows.spam.sum() < rows.n:
        raise TrainingError(
            f"The simulation of {worlds} worlds gave no rows of both kinds.", remedy="Ask for more worlds."
        )
    raw = unseen_senders(rows, seed, progress)
    calibration = platt(raw, rows.spam)
    probability = calibrated(calibration, raw)
    thresholds = _thresholds(probability[rows.spam == 0])
    unseen = {k: calibrated(calibration, v) for k, v in unseen_kinds(rows, seed, progress).items()}
    review = thresholds["review"]
    forest = grown(rows, seed)
    metrics = (
        overall(rows, probability, seed)
        | _at(rows, probability, thresholds)
        | senders_flagged(rows, probability, review)
        | by_kind(rows, probability, unseen, review)
        | unusual_by_kind(forest, rows)
    )
    output.mkdir(parents=True, exist_ok=True)
    forest.save(output / FOREST)
    return save(
        fit(rows, seed),
        output,
        name=NAME,
        version=VERSION,
        created=datetime.now(UTC),
        specs=SPAM_COLUMNS,
        calibration=calibration,
        thresholds=thresholds,
        objectives=OBJECTIVES,
        trained_on=_trained_on(rows, worlds, seed, len(labelled)),
        metrics=metrics,
        limits=(*LIMITS, *_bias(labelled)),
    )


def _thresholds(honest: NDArray[np.float64]) -> dict[str, float]:
    """Probabilities that the named shares of honest rows exceed."""
    explain, review, hold = (
        float(np.quantile(honest, 1.0 - share_over, method="higher"))
        for share_over in (EXPLAIN_FALSE_ALARMS, REVIEW_FALSE_ALARMS, HOLD_FALSE_ALARMS)
    )
    review = max(review, LEAST_REVIEW)
    return {"explain": min(explain, review), "review": review, "hold": max(hold, review)}


def _at(rows: Rows, probability: NDArray[np.float64], thresholds: Mapping[str, float]) -> dict[str, Metric]:
    """Recall and false alarms at the review and hold thresholds."""
    metrics = {}
    for name in ("review", "hold"):
        over = probability >= thresholds[name]
        for what, spam in (("recall", 1.0), ("false_alarms", 0.0)):
            chosen = rows.spam == spam
            hits, n = int(over[chosen].sum()), int(chosen.sum())
            metrics[f"{what}_at_{name}"] = share(hits, n, f"rows over the {name} threshold, senders unseen")
    return metrics


def _bias(labelled: Sequence[Labelled]) -> tuple[str, ...]:
    """What decided cases cannot teach."""
    if not labelled:
        return ()
    spam = sum(each.spam for each in labelled)
    return (
        (
            f"It also learnt from {len(labelled)} decided cases ({spam} spam). All of them had been flagged: "
            "they say nothing of spam that nothing noticed, nor of honest music that nobody had to look at, "
            "and their share of spam is not that of the deliveries."
        ),
    )


def _trained_on(rows: Rows, worlds: int, seed: int, labelled: int) -> TrainedOn:
    spam = int(rows.spam.sum())
    kinds, counts = np.unique(rows.kind, return_counts=True)
    return TrainedOn(
        text=(
            f"A simulated delivery stream: {worlds} worlds of agents (detectors/training/streams), seed "
            f"{seed}, measured by the pipeline's own window, title, name and file features. No real delivery "
            "is in it, and no sound: AI scores are drawn at random."
            + (f" And {labelled} cases that moderators decided." if labelled else "")
        ),
        counts={
            "rows": rows.n,
            "spam": spam,
            "honest": rows.n - spam,
            "senders": len(np.unique(rows.sender)),
            **{f"kind: {kind}": int(n) for kind, n in zip(kinds, counts, strict=True)},
        },
        manifest_sha256=rows.digest,
    )
