"""Turns probabilities into figures with intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.models.calibration import expected_calibration_error, reliability
from detectors.models.card import Metric
from detectors.models.intervals import auc, grouped_bootstrap, recall_at_fpr, share
from detectors.training.evaluation.attacks import PUBLISHED
from detectors.training.evaluation.listening import HeardUnder
from detectors.training.evaluation.result import Calibrated, Group, Side, UnderAttack
from detectors.training.manifest import Entry, Label

Floats = NDArray[np.float64]
Measure = Callable[[Floats, Floats], float]

ROUNDS, SEED, FPR = 300, 1, 0.01
_UNKNOWN = "not known"
_VOCALS = {"yes": "sung", "likely": "sung", "no": "instrumental"}


@dataclass(frozen=True, slots=True)
class Scored:
    """Heard recordings with their probabilities (NaN where not judged), one to one."""

    entries: tuple[Entry, ...]
    heard: tuple[HeardUnder, ...]
    probability: Floats
    threshold: float

    def under(self, attack: str) -> NDArray[np.bool_]:
        """Which of them were heard under this attack."""
        return np.array([h.attack == attack for h in self.heard], dtype=bool)

    def labelled(self, label: Label) -> NDArray[np.bool_]:
        """Which of them have this label."""
        return np.array([self.entries[h.place].label is label for h in self.heard], dtype=bool)

    def named(self, name: Callable[[HeardUnder], str]) -> NDArray[np.str_]:
        """A name for each of them."""
        return np.array([name(h) for h in self.heard])


def under_attack(scored: Scored, attack: str) -> UnderAttack:
    """Ranking and shares of everything under one attack; reconstructed music is neither side."""
    inside = scored.under(attack) & ~scored.labelled(Label.RECONSTRUCTED)
    judged = inside & ~np.isnan(scored.probability)
    ranked = _ranked(scored, judged, scored.probability)
    return UnderAttack(
        attack=attack,
        abstained=int((inside & ~judged).sum()),
        auc=ranked[0],
        recall_at_1_percent=ranked[1],
        recall=_over(scored, judged & scored.labelled(Label.AI)),
        false_alarms=_over(scored, judged & scored.labelled(Label.HUMAN)),
    )


def groups(scored: Scored, name: Callable[[HeardUnder], str]) -> tuple[Group, ...]:
    """The shares over the threshold by label and name, as published."""
    judged = scored.under(PUBLISHED) & ~np.isnan(scored.probability)
    names = scored.named(name)
    found = []
    for label in Label:
        of_label = judged & scored.labelled(label)
        found += [
            Group(label=str(label), name=str(n), over=_over(scored, of_label & (names == n)))
            for n in sorted(set(names[of_label]))
        ]
    return tuple(found)


def by_source(scored: Scored) -> tuple[Group, ...]:
    """By where the recordings were published."""
    return groups(scored, lambda h: scored.entries[h.place].source)


def by_format(scored: Scored) -> tuple[Group, ...]:
    """By the codec that they were published in."""
    return groups(scored, lambda h: h.codec or _UNKNOWN)


def by_vocals(scored: Scored) -> tuple[Group, ...]:
    """Sung and instrumental apart, where the manifests say so."""
    return groups(scored, lambda h: _VOCALS.get(scored.entries[h.place].vocals.split(" ")[0], _UNKNOWN))


def calibration_error(scored: Scored) -> Metric | None:
    """Expected calibration error in ten bins, as published; None where nothing was judged."""
    return _calibration(scored, _judged_as_published(scored))


def calibration_by_format(scored: Scored) -> tuple[Calibrated, ...]:
    """The same for each codec of which both sides were judged."""
    judged, codecs = _judged_as_published(scored), scored.named(lambda h: h.codec or _UNKNOWN)
    found = []
    for codec in sorted(set(codecs[judged])):
        inside = judged & (codecs == codec)
        error = _calibration(scored, inside)
        if error is not None and 0 < _truth(scored)[inside].sum() < inside.sum():
            found.append(Calibrated(name=str(codec), error=error))
    return tuple(found)


def _judged_as_published(scored: Scored) -> NDArray[np.bool_]:
    inside = scored.under(PUBLISHED) & ~scored.labelled(Label.RECONSTRUCTED) & ~np.isnan(scored.probability)
    return np.asarray(inside)


def _calibration(scored: Scored, inside: NDArray[np.bool_]) -> Metric | None:
    if not inside.any():
        return None
    s, y, g = scored.probability[inside], _truth(scored)[inside], _families(scored)[inside]
    chance = calibration_error_by_chance(s, SEED)
    return _metric(_error, s, y, g, f"ten equal bins; {chance:.3f} by chance alone with so many recordings")


def calibration_error_by_chance(probability: Floats, seed: int, rounds: int = 200) -> float:
    """The error that right probabilities show on average, since few recordings never match them exactly."""
    draws = np.random.default_rng(seed).random((rounds, len(probability)))
    return float(np.mean([_error(probability, (draw < probability).astype(np.float64)) for draw in draws]))


def _error(probability: Floats, truth: Floats) -> float:
    return expected_calibration_error(reliability(probability, truth))


def side(scored: Scored, name: str, scores: Mapping[str, float]) -> Side:
    """Another detector's scores, by file name, on the recordings as published that it has scored."""
    theirs = np.array([scores.get(scored.entries[h.place].path.name, np.nan) for h in scored.heard])
    inside = scored.under(PUBLISHED) & ~scored.labelled(Label.RECONSTRUCTED) & ~np.isnan(theirs)
    ranked = _ranked(scored, inside, theirs)
    return Side(name=name, auc=ranked[0], recall_at_1_percent=ranked[1])


def _ranked(scored: Scored, inside: NDArray[np.bool_], score: Floats) -> tuple[Metric | None, Metric | None]:
    s, y, g = score[inside], _truth(scored)[inside], _families(scored)[inside]
    if not 0 < y.sum() < len(y):
        return None, None
    recall: Measure = lambda a, b: recall_at_fpr(a, b, FPR)  # noqa: E731  a measure with its rate filled in
    return _metric(auc, s, y, g, "AUC"), _metric(recall, s, y, g, "recall at 1 % false alarms")


def _metric(measure: Measure, s: Floats, y: Floats, g: NDArray[np.int64], what: str) -> Metric:
    low, high = grouped_bootstrap(measure, s, y, g, seed=SEED, rounds=ROUNDS)
    known = not np.isnan(low)
    return Metric(
        value=float(measure(s, y)),
        n=len(s),
        low=low if known else None,
        high=high if known else None,
        text=f"{what}; 95 % bootstrap over families and sources",
    )


def _over(scored: Scored, inside: NDArray[np.bool_]) -> Metric:
    hits = int((scored.probability[inside] >= scored.threshold).sum())
    return share(hits, int(inside.sum()), "share at or over the review threshold; Wilson's 95 % interval")


def _truth(scored: Scored) -> Floats:
    return scored.labelled(Label.AI).astype(np.float64)


def _families(scored: Scored) -> NDArray[np.int64]:
    names = [f"{scored.entries[h.place].label} {scored.entries[h.place].family}" for h in scored.heard]
    return np.unique(names, return_inverse=True)[1].astype(np.int64)


def first_of_each_source(entries: Sequence[Entry], most: int | None) -> tuple[Entry, ...]:
    """At most ``most`` entries of each source, spread evenly over its list; all where ``most`` is None."""
    if most is None:
        return tuple(entries)
    by_source_: dict[str, list[Entry]] = {}
    for entry in entries:
        by_source_.setdefault(f"{entry.label} {entry.source}", []).append(entry)
    return tuple(
        own[i * len(own) // min(most, len(own))]
        for own in by_source_.values()
        for i in range(min(most, len(own)))
    )
