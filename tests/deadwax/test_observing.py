"""What the pipeline finds is counted once for each message."""

from datetime import UTC, datetime

from contracts.acknowledgement import Acknowledgement, AcknowledgementStatus
from contracts.decision import Action
from contracts.finding import Finding, Severity
from deadwax.observing import Observer
from runtime.telemetry.metrics import Metrics
from tests.deadwax.messages import flag


def test_decisions_findings_answers_and_listening_are_counted() -> None:
    metrics = Metrics()
    observer = Observer(metrics)
    flagged = flag(1, Action.REVIEW)
    finding = Finding(code="DX-C01", severity=Severity.CRITICAL, observed="", expected="", fix="")
    answer = Acknowledgement(
        delivery_id="d",
        status=AcknowledgementStatus.REJECTED,
        findings=(finding, finding),
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    observer.saw("ingest", flagged, [answer])
    observer.saw("detect", flagged.scored_track.track, [flagged.scored_track])
    observer.saw("decide", flagged.scored_track, [flagged])
    observer.saw("decide", flagged.scored_track, [])

    def value(name: str, **labels: str) -> float | None:
        return metrics.registry.get_sample_value(name, labels)

    assert value("deadwax_acknowledgements_total", status="rejected") == 1
    assert value("deadwax_findings_total", code="DX-C01", severity="Critical") == 2
    assert value("deadwax_decisions_total", action="review") == 1
    assert value("deadwax_decisions_total", action="allow") == 1
    assert value("deadwax_heard_total", status=flagged.scored_track.listening.status.value) == 1
