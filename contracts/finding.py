"""One thing that a check found in a delivery, said so that the sender can act on it."""

from enum import StrEnum

from contracts.message import Part


class Severity(StrEnum):
    """DDEX ``ErrorSeverity`` (allowed value set 9)."""

    CRITICAL = "Critical"
    WARNING = "Warning"
    INFORMATION = "Information"


class Finding(Part):
    """Code, place, what was seen, what was expected, and how to fix it."""

    code: str
    severity: Severity
    observed: str
    expected: str
    fix: str
    xpath: str | None = None
    line: int | None = None
    isrc: str | None = None
    file: str | None = None
