"""One thing that a check found in a delivery, said so that the sender can act on it."""

from enum import StrEnum

from contracts.message import Part


class Severity(StrEnum):
    """DDEX ``ErrorSeverity`` (allowed value set 9)."""

    CRITICAL = "Critical"
    WARNING = "Warning"
    INFORMATION = "Information"


class ErrorType(StrEnum):
    """DDEX ``ErrorType`` (allowed value set 9)."""

    CONFORMANCE = "ConformanceError"
    """Something mandatory is missing or malformed, by the standard or by the recipient's rules."""
    LOGICAL = "LogicalError"
    """What is said contradicts something else that is said or found."""


class Finding(Part):
    """Code, place, what was seen, what was expected, and how to fix it.

    ``file_status`` and ``proposed_action`` are values of DDEX's ``ErncFileStatus`` and
    ``ErncProposedActionType``; ``proposed_action`` is None where there is nothing to send again.
    ``manual_check`` asks for a person's look. ``rule_version`` is the version of the code's rules.
    """

    code: str
    severity: Severity
    observed: str
    expected: str
    fix: str
    xpath: str | None = None
    line: int | None = None
    isrc: str | None = None
    file: str | None = None
    error_type: ErrorType | None = None
    file_status: str | None = None
    proposed_action: str | None = None
    manual_check: bool = False
    rule_version: str | None = None
