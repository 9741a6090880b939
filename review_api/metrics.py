"""What the API counts about itself."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, generate_latest

from contracts.decision import Action
from contracts.review_decision import ReviewOutcome
from review_api.schemas.case import Counts


class ApiMetrics:
    """Counters on a registry of their own, or on one that the process shares."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self._registry = registry if registry is not None else CollectorRegistry()
        self._flags = Counter(
            "deadwax_review_flags", "Flags taken", ["action", "replayed"], registry=self._registry
        )
        self._decisions = Counter(
            "deadwax_review_decisions", "Cases decided", ["outcome"], registry=self._registry
        )
        self._errors = Counter(
            "deadwax_review_errors", "Requests that ended in an error", ["code"], registry=self._registry
        )
        self._cases = Gauge("deadwax_review_cases", "Cases by status", ["status"], registry=self._registry)

    def flag_taken(self, action: Action, *, replayed: bool) -> None:
        """Count a flag."""
        self._flags.labels(action.value, str(replayed).lower()).inc()

    def case_decided(self, outcome: ReviewOutcome) -> None:
        """Count a decision."""
        self._decisions.labels(outcome.value).inc()

    def error_answered(self, code: str) -> None:
        """Count an error by its stable code."""
        self._errors.labels(code).inc()

    def cases_stand(self, counts: Counts) -> None:
        """Set how many cases stand where."""
        for status, count in counts.model_dump().items():
            self._cases.labels(status).set(count)

    def exposition(self) -> tuple[bytes, str]:
        """Return the Prometheus text and its content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
