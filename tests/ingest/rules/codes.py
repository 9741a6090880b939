"""The codes that a message gets."""

from contracts.finding import Finding
from ingest.ern.reader import read
from ingest.rules.apply import findings, found_in
from ingest.rules.severities import Occasion, Severities


def told(data: bytes) -> list[Finding]:
    """Every finding about the message alone."""
    message = read(data)
    return findings(message, found_in(message), Severities(), Occasion())


def codes(data: bytes) -> list[str]:
    """The codes of :func:`told`."""
    return [finding.code for finding in told(data)]
