"""What a report says in words."""

import math

from contracts.evidence import AudioExhibit, Grounds
from deadwax.report.subject import Subject
from detectors.audio.passages import PRESENT

MEANING = (
    "The score says that the sound carries a neural decoder's trace, not that AI made the music: "
    "AI mastering, stem separation and neural codecs leave the same trace on music by people."
)
SPECTRUM = (
    "Above: the averaged spectrum in dB. Below: what stands out of its surroundings, in standard deviations. "
    "A neural decoder leaves lines at equal distances."
)
LOOKS = (
    "In standard deviations. Lines: in spectra averaged over short frames. Exact lines: in one frame of up "
    "to 24 s. Pulses: of the level, at that rate. Together: their sum over the root of three."
)
ATTRIBUTION = (
    "Decoders are shared and copied: this says whose trace it is like, not which service made the recording."
)
_MOST_CHANGES = 4
_LITTLE = 0.02
_ALL = 99.5
"""From here on a percentile says less than the counts do."""


def band(subject: Subject) -> str:
    """Which band the score lies in: none, clear, weak, review or strong."""
    p, limits = subject.probability, subject.card.thresholds
    if p is None:
        return "none"
    if p >= limits["hold"]:
        return "strong"
    if p >= limits["review"]:
        return "review"
    return "weak" if p >= subject.card.explain_threshold else "clear"


def verdict(subject: Subject) -> str:
    """One sentence for people."""
    return {
        "none": "This recording was not judged.",
        "clear": "No trace of a neural decoder was found.",
        "weak": "Something like a neural decoder's trace was found, too weak to act on.",
        "review": "The sound carries what looks like a neural decoder's trace. A person should listen.",
        "strong": "The sound carries a neural decoder's trace.",
    }[band(subject)]


def standing(subject: Subject) -> str | None:
    """How rare such a score is among recordings by people, as the model's card measured it."""
    if subject.probability is None:
        return None
    percentile = subject.card.percentile(subject.probability)
    if percentile is not None and percentile < _ALL:
        return f"This is higher than {percentile:.0f} % of recordings by people that the model had not heard."
    for name in ("hold", "review"):
        metric = subject.card.metrics.get(f"false_alarms_at_{name}")
        if metric is None or metric.n == 0:
            continue
        share = f"{metric.value:.1%}" + ("" if metric.high is None else f" (at most {metric.high:.1%})")
        if subject.probability >= subject.card.thresholds[name]:
            return (
                f"Of {metric.n} recordings by people that the model had not heard, {share} scored this high."
            )
        if name == "review":
            most = f"{1 - metric.value:.1%}"
            return f"This lies below the review threshold, as {most} of {metric.n} recordings by people do."
    return None


def timeline(exhibit: AudioExhibit) -> str:
    """What the bars measure."""
    if exhibit.grounds is None:
        return "Strength of the trace in each part, in standard deviations."
    kind = "dips" if exhibit.grounds.kind == "ripple" else "lines"
    return (
        f"Strength of the {kind} every {exhibit.grounds.spacing_hz:.2f} Hz{played(exhibit.grounds)} in each "
        f"part, in standard deviations. Without a trace one part in a hundred lies above {PRESENT:.0f}, the "
        "line across."
    )


def played(grounds: Grounds) -> str:
    """At which speed they are looked for, where it is not the native one."""
    percent = 100.0 * abs(grounds.speed - 1.0)
    if grounds.speed == 1.0:
        return ""
    return f" (played {percent:.1f} % {'faster' if grounds.speed > 1.0 else 'slower'})"


def would_change(subject: Subject) -> tuple[str, ...]:
    """What would lead to another answer: in this recording's numbers, and outside of them."""
    if subject.probability is None:
        return ("A longer recording, or one with sound above 4.5 kHz, could be judged.",)
    found = [*_without(subject)]
    if band(subject) in ("review", "strong"):
        found.append(
            "Proof that people made the music (sessions, stems, a recording from before its remaster) says "
            "that the trace came in through a tool. It is no sign of a machine that composes."
        )
        found.append(
            "The same recording from another source, as lossless as there is: a codec's lines are then gone, "
            "a decoder's are not."
        )
    else:
        found.append(
            "A low score proves nothing: changes of speed and pitch hide a trace, and generators without "
            "transposed convolutions leave none. A less processed copy may show one."
        )
    return tuple(found)


def _without(subject: Subject) -> tuple[str, ...]:
    """The score that would be left without each of the strongest reasons."""
    if subject.explanation is None or subject.probability is None:
        return ()
    raw, calibration = subject.explanation.raw_score, subject.card.calibration
    said = []
    for evidence in subject.evidence[:_MOST_CHANGES]:
        if evidence.contribution is None:
            continue
        log_odds = calibration.a * (raw - evidence.contribution) + calibration.b
        left = 1 / (1 + math.exp(-max(-35.0, min(35.0, log_odds))))
        if abs(left - subject.probability) >= _LITTLE:
            said.append(f"{left:.0%} instead of {subject.probability:.0%} without this: {evidence.text}")
    return tuple(said)
