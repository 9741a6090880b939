"""How well out-of-fold scores tell generated recordings from those by people, with intervals."""

import numpy as np
from numpy.typing import NDArray

from detectors.models.card import Metric
from detectors.models.intervals import auc, grouped_bootstrap, recall_at_fpr, share
from detectors.training.audio_rows import Table
from detectors.training.harvest import AT_ANOTHER_SPEED
from detectors.training.manifest import Label

FloatArray = NDArray[np.float64]

SEED = 1
ROUNDS = 500
_FPR = 0.01


def ranking(data: Table, score: FloatArray) -> dict[str, Metric]:
    """AUC and recall at 1 % false alarms: as published, after delivery chains, and at another speed."""
    metrics: dict[str, Metric] = {}
    for name, chosen in forms(data).items():
        inside = chosen & data.judged
        if name == "at_another_speed" and not inside.any():
            continue
        s, y, g = score[inside], data.trace[inside], _groups(data)[inside]
        metrics[f"auc_{name}"] = _interval(auc, s, y, g, f"AUC, {name}")
        metrics[f"recall_at_1_percent_{name}"] = _interval(
            _recall, s, y, g, f"recall at 1 % false alarms, {name}"
        )
    return metrics


def at_threshold(data: Table, probability: FloatArray, threshold: float, name: str) -> dict[str, Metric]:
    """Recall and false alarms at a threshold, on the files as published."""
    original = (data.variant == 0) & ~data.rendered
    metrics = {}
    for what, label in (("recall", Label.AI), ("false_alarms", Label.HUMAN)):
        inside = original & (data.labels == label)
        hits = int((probability[inside] >= threshold).sum())
        text = f"recordings at or over the {name} threshold; family, source and song unseen"
        metrics[f"{what}_at_{name}"] = share(hits, int(inside.sum()), text)
    sped = forms(data)["at_another_speed"] & ~data.rendered
    for what, label in (("recall", Label.AI), ("false_alarms", Label.HUMAN)):
        inside = sped & (data.labels == label)
        if inside.any():
            hits = int((probability[inside] >= threshold).sum())
            text = "the same, played up to 9 % faster or slower, half of them by 5 %"
            metrics[f"{what}_at_{name}_at_another_speed"] = share(hits, int(inside.sum()), text)
    made = (data.variant == 0) & data.rendered
    if made.any():
        hits = int((probability[made] >= threshold).sum())
        text = f"rendered music at or over the {name} threshold; its source and song unseen"
        metrics[f"false_alarms_at_{name}_rendered"] = share(hits, int(made.sum()), text)
    return metrics


def by_label(data: Table, probability: FloatArray, threshold: float) -> dict[str, Metric]:
    """The share over the threshold of each family of generators and of reconstructed music."""
    original = data.variant == 0
    metrics = {}
    for label, prefix in ((Label.AI, "recall"), (Label.RECONSTRUCTED, "reconstructed")):
        of_label = original & (data.labels == label)
        for family in np.unique(data.families[of_label]):
            inside = of_label & (data.families == family)
            hits = int((probability[inside] >= threshold).sum())
            text = "share at or over the review threshold; the family was held out"
            metrics[f"{prefix}: {family}"] = share(hits, int(inside.sum()), text)
    return metrics


def forms(data: Table) -> dict[str, NDArray[np.bool_]]:
    """Which rows are in which form."""
    sped = np.array(data.codec) == AT_ANOTHER_SPEED
    return {
        "as_published": data.variant == 0,
        "after_delivery": (data.variant > 0) & ~sped,
        "at_another_speed": sped,
    }


def _groups(data: Table) -> NDArray[np.int64]:
    """A number per family and side: what the bootstrap draws together."""
    names = [f"{label} {family}" for label, family in zip(data.labels, data.families, strict=True)]
    return np.unique(names, return_inverse=True)[1].astype(np.int64)


def _recall(scores: FloatArray, labels: FloatArray) -> float:
    return recall_at_fpr(scores, labels, _FPR)


def _interval(measure: object, s: FloatArray, y: FloatArray, g: NDArray[np.int64], text: str) -> Metric:
    if not callable(measure):
        raise TypeError("measure is a function of scores and labels")
    low, high = grouped_bootstrap(measure, s, y, g, seed=SEED, rounds=ROUNDS)
    value = float(measure(s, y))
    known = not (np.isnan(value) or np.isnan(low))
    return Metric(
        value=value if known else 0.0,
        n=len(s),
        low=low if known else None,
        high=high if known else None,
        text=f"{text}; leave-one-family-out; 95 % bootstrap over families and sources",
    )
