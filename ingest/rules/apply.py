"""Holds a message against every rule and turns what was found into findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from contracts.finding import Finding
from ingest.ern.limits import DEFAULT_LIMITS
from ingest.ern.message import ErnMessage
from ingest.ern.schemas import Violation
from ingest.marks.registry import our_names
from ingest.rules import ai_parties, contributors, declared, identity, levels, links, structure, vocals
from ingest.rules.found import Found, Rule
from ingest.rules.severities import Occasion, Severities
from ingest.rules.telling import tell

MOST_OF_ONE_RULE = DEFAULT_LIMITS.max_resources


ABOUT_AI = frozenset(
    {
        structure.x03_contributors,
        declared.d03_value_not_allowed,
        declared.d05_partly_without_contributor,
        declared.d06_contribution_without_role,
        declared.d07_other_parts,
        vocals.c07_human_vocals_by_ai,
        *levels.RULES,
        *contributors.RULES,
    }
)
"""Rules that find nothing where nobody speaks of AI, as in most messages: there they rest."""


@cache
def rules_for(ai_names: frozenset[str], *, speaks_of_ai: bool = True) -> tuple[Rule, ...]:
    """Every rule that needs the message alone, in the order in which findings are told."""
    every: tuple[Rule, ...] = (
        *structure.RULES,
        *links.RULES,
        *identity.RULES,
        *declared.RULES,
        *levels.RULES,
        *ai_parties.rules(ai_names),
        *contributors.RULES,
        *vocals.RULES,
    )
    return every if speaks_of_ai else tuple(rule for rule in every if rule not in ABOUT_AI)


PURGE_RULES: tuple[Rule, ...] = (
    structure.x03_mandatory_parts,
    structure.x04_value_set_version,
    structure.v01_malformed,
    links.s07_withdrawal,
    links.s08_test_message,
    identity.i01_syntax,
    identity.i02_check_digit,
)
"""The rules for a purge, which brings no recordings, resources or deals."""


def found_in(message: ErnMessage, ai_names: frozenset[str] | None = None) -> list[Found]:
    """What the rules find in ``message``; ``ai_names`` are AI services' names, ours where not given."""
    names = our_names() if ai_names is None else ai_names
    rules = PURGE_RULES if message.is_purge else rules_for(names, speaks_of_ai=message.speaks_of_ai)
    return [found for rule in rules for found in _bounded(rule(message))]


def _bounded(found: Iterator[Found]) -> list[Found]:
    """At most as many as a message may have recordings; the last then says how many more there are.

    A message of nothing but faults would else take hundreds of times its size.
    """
    kept = list(islice(found, MOST_OF_ONE_RULE))
    if len(kept) == MOST_OF_ONE_RULE and (more := sum(1 for _ in found)):
        kept[-1] = replace(kept[-1], observed=f"{kept[-1].observed} There are {more} more like this.")
    return kept


def with_schema(found: list[Found], violations: Sequence[Violation], version: str) -> list[Found]:
    """``found`` with what the official schema says, which stands in the place of our own words for it."""
    told = structure.x03_schema(violations, version)
    places = {each.place.xpath for each in told}
    return [*told, *(each for each in found if each.code != "DX-X03" or each.place.xpath not in places)]


def findings(
    message: ErnMessage, found: Iterable[Found], severities: Severities, occasion: Occasion
) -> list[Finding]:
    """Findings with their severity on ``occasion`` and the ISRC of the recording they concern."""
    found = list(found)
    owners = {owner(each.place.xpath) for each in found} - {message.place.xpath}
    isrcs = {each.place.xpath: each.isrc for each in message.recordings} if owners else {}
    return [
        tell(
            each.code,
            severity=severities.of(each.code, occasion, each.severity),
            observed=each.observed,
            expected=each.expected,
            fix=each.fix,
            xpath=each.place.xpath,
            line=each.place.line,
            isrc=isrcs.get(owner(each.place.xpath)),
            file=each.file,
            file_status=each.file_status,
        )
        for each in found
    ]


def owner(xpath: str) -> str:
    """The XPath of the resource or release that ``xpath`` lies in: its first three steps."""
    return "/".join(xpath.split("/", 4)[:4])
