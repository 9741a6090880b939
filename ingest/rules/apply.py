"""Holds a message against every rule and turns what was found into findings."""

from collections.abc import Iterable

from contracts.finding import Finding
from ingest.ern.message import ErnMessage
from ingest.rules import contributors, declared, identity, levels, links, structure, vocals
from ingest.rules.found import Found, Rule
from ingest.rules.severities import Severities

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *links.RULES,
    *identity.RULES,
    *declared.RULES,
    *levels.RULES,
    *contributors.RULES,
    *vocals.RULES,
)
"""Every rule that needs the message alone, in the order in which findings are told."""


def found_in(message: ErnMessage) -> list[Found]:
    """What the rules find in ``message``."""
    return [found for rule in RULES for found in rule(message)]


def findings(message: ErnMessage, found: Iterable[Found], severities: Severities) -> list[Finding]:
    """Findings with their severity for the message's sender and the ISRC of the recording they concern."""
    sender = message.header.sender.identifiers.get("DPID")
    isrcs = {recording.place.xpath: recording.isrc for recording in message.recordings}
    return [
        Finding(
            code=each.code,
            severity=severities.of(each, sender),
            observed=each.observed,
            expected=each.expected,
            fix=each.fix,
            xpath=each.place.xpath,
            line=each.place.line,
            isrc=isrcs.get(owner(each.place.xpath)),
            file=each.file,
        )
        for each in found
    ]


def owner(xpath: str) -> str:
    """The XPath of the resource or release that ``xpath`` lies in: its first three steps."""
    return "/".join(xpath.split("/", 4)[:4])
