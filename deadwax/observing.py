"""Counts what the pipeline finds, for the metrics."""

from collections.abc import Sequence

from contracts.acknowledgement import Acknowledgement
from contracts.decision import Action
from contracts.flag import Flag
from contracts.message import Message
from contracts.scored_track import ScoredTrack
from runtime.telemetry.metrics import Metrics


class Observer:
    """Looks at every message that a stage has ended, after its transaction."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def saw(self, stage: str, message: Message, outgoing: Sequence[Message]) -> None:
        """Count what ``stage`` made of ``message``."""
        for made in outgoing:
            if isinstance(made, Acknowledgement):
                self._answered(made)
            elif isinstance(made, ScoredTrack):
                self._metrics.heard.labels(made.listening.status.value).inc()
        if stage == "decide" and isinstance(message, ScoredTrack):
            flags = [made for made in outgoing if isinstance(made, Flag)]
            action = flags[0].decision.action if flags else Action.ALLOW
            self._metrics.decisions.labels(action.value).inc()

    def _answered(self, answer: Acknowledgement) -> None:
        self._metrics.acknowledgements.labels(answer.status.value).inc()
        for finding in answer.findings:
            self._metrics.findings.labels(finding.code, finding.severity.value).inc()
