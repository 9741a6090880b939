"""How well the spam model does on senders, and on kinds of senders, that it never saw."""

import numpy as np
from numpy.typing import NDArray

from detectors.models.calibration import expected_calibration_error, reliability
from detectors.models.card import Metric
from detectors.models.intervals import auc, grouped_bootstrap, share
from detectors.training.spam_rows import Progress, Rows, fit, log_odds

FOLDS = 5


def unseen_senders(rows: Rows, seed: int, progress: Progress) -> NDArray[np.float64]:
    """Log-odds of every row from a model that saw no row of its sender, shape (n,)."""
    fold = np.random.default_rng(seed).integers(FOLDS, size=int(rows.sender.max()) + 1)[rows.sender]
    scores = np.zeros(rows.n)
    for number in range(FOLDS):
        progress("testing on unseen senders", number, FOLDS)
        held = fold == number
        scores[held] = log_odds(fit(rows.subset(~held), seed), rows.subset(held))
    progress("testing on unseen senders", FOLDS, FOLDS)
    return scores


def unseen_kinds(rows: Rows, seed: int, progress: Progress) -> dict[str, NDArray[np.float64]]:
    """For each kind of sender the log-odds of its rows from a model that never saw the kind."""
    kinds = [str(kind) for kind in np.unique(rows.kind)]
    scores = {}
    for number, kind in enumerate(kinds):
        progress("testing on unseen kinds of senders", number, len(kinds))
        scores[kind] = log_odds(fit(rows.without(kind), seed), rows.subset(rows.kind == kind))
    progress("testing on unseen kinds of senders", len(kinds), len(kinds))
    return scores


def overall(rows: Rows, probability: NDArray[np.float64], seed: int) -> dict[str, Metric]:
    """Discrimination and calibration on unseen senders, with intervals over senders."""
    low, high = grouped_bootstrap(auc, probability, rows.spam, rows.sender, seed=seed)
    curve = reliability(probability, rows.spam)
    senders = len(np.unique(rows.sender))
    drawn = f"simulated stream, 5 folds over {senders} senders; interval from drawing whole senders"
    metrics = {
        "auc": Metric(value=auc(probability, rows.spam), n=rows.n, low=low, high=high, text=drawn),
        "ece": Metric(
            value=expected_calibration_error(curve),
            n=rows.n,
            text="expected calibration error over 10 bins, simulated stream, unseen senders",
        ),
    }
    for number, part in enumerate(curve):
        metrics[f"reliability.{number}"] = Metric(
            value=part.observed,
            n=part.n,
            low=part.low,
            high=part.high,
            text=f"share of spam among rows with mean probability {part.predicted:.3f}",
        )
    return metrics


def by_kind(
    rows: Rows, probability: NDArray[np.float64], unseen: dict[str, NDArray[np.float64]], threshold: float
) -> dict[str, Metric]:
    """Share of rows at or over the review threshold, for each kind, as a seen and as an unseen kind.

    For honest kinds that is the share of false alarms, for spam kinds the share found.
    """
    metrics = {}
    for kind, held in unseen.items():
        chosen = rows.kind == kind
        what = "found" if bool(rows.spam[chosen].any()) else "false_alarms"
        seen, never = probability[chosen] >= threshold, held >= threshold
        metrics[f"{what}.{kind}"] = share(
            int(seen.sum()), int(seen.size), "rows over the review threshold, senders unseen, kind seen"
        )
        metrics[f"{what}_unseen_kind.{kind}"] = share(
            int(never.sum()), int(never.size), "rows over the review threshold, the whole kind unseen"
        )
    return metrics


def senders_flagged(rows: Rows, probability: NDArray[np.float64], threshold: float) -> dict[str, Metric]:
    """Share of honest and of spamming senders with at least one row over the review threshold."""
    over = probability >= threshold
    metrics = {}
    for name, spam in (("honest_senders_flagged", 0.0), ("spam_senders_flagged", 1.0)):
        senders = np.unique(rows.sender[rows.spam == spam])
        hit = np.unique(rows.sender[(rows.spam == spam) & over])
        text = "senders with at least one measured row over the review threshold, senders unseen"
        metrics[name] = share(len(hit), len(senders), text)
    return metrics
