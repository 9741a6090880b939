"""What a check of a delivery finds."""

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Finding
from review_api.schemas.base import Answer


class CheckedMessage(Answer):
    """One message's result; ``path`` is its place in what was sent."""

    path: str
    status: AcknowledgementStatus
    findings: tuple[Finding, ...]


class CheckReport(Answer):
    """The results of all messages; ``status`` is the worst of theirs."""

    status: AcknowledgementStatus
    messages: tuple[CheckedMessage, ...]
