"""What a high score is worth: a second pass for when the trace is there, and whose decoder it is like."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from contracts.evidence import Evidence
from detectors.audio.heard import Heard
from detectors.evidence import attribution_evidence, parts_evidence
from detectors.models.scorer import Scorer


class Closer(Protocol):
    """Listens to a file again."""

    def look_closer(self, path: Path, heard: Heard) -> Heard:
        """The same with its parts by time."""


def second_look(
    ear: Closer, path: Path, heard: Heard, probability: float, scorer: Scorer
) -> tuple[Heard, tuple[Evidence, ...]]:
    """Parts by time from the explain threshold on, a decoder from the review threshold on; as evidence too.

    Below, nothing is looked at and nothing is said.
    """
    if probability < scorer.card.explain_threshold:
        return heard, ()
    closer = ear.look_closer(path, heard)
    exhibit = closer.exhibit
    if exhibit is not None and scorer.decoders and probability >= scorer.card.thresholds["review"]:
        exhibit = exhibit.model_copy(update={"attribution": scorer.decoders.attribute(heard.features)})
        closer = replace(closer, exhibit=exhibit)
    return closer, parts_evidence(exhibit) + attribution_evidence(exhibit)
