"""Reads policy documents and says all that is wrong with one at once."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from contracts.reasons.registry import REASONS
from policy.compiled import CompiledPolicy
from policy.conditions.cel import CelConditions
from policy.conditions.port import Conditions
from policy.document import Policy, RuleAction
from policy.errors import ConditionError, PolicyInvalidError, PolicyNotReadError, Problem
from policy.facts import POSSIBLE_TEXTS, declared_facts
from policy.located_yaml import LocatedYaml, read_yaml
from runtime.text import why_unread

DEFAULT = Path(__file__).with_name("default.yaml")

_ALLOWED: Mapping[str, tuple[object, ...]] = MappingProxyType(
    {"format": (1,), "action": get_args(RuleAction)}
)

_ORDERED = ("label", "demote", "review", "hold")
"""Threshold names that are actions, from the mildest on: their numbers must not fall."""


def load(path: Path | None = None) -> CompiledPolicy:
    """Read the policy at ``path``, or the one that comes with Deadwax.

    Raises ``PolicyNotReadError`` and ``PolicyInvalidError``.
    """
    file = path if path is not None else DEFAULT
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyNotReadError(
            f"The policy {file} cannot be read: {why_unread(error)}.",
            remedy="Name a YAML file in UTF-8, here or in DEADWAX_POLICY_PATH; without, the default holds.",
        ) from error
    return parse(text, str(file))


def parse(text: str, source: str = "as given") -> CompiledPolicy:
    """Check a document and make it ready. Raises ``PolicyInvalidError`` with every problem found."""
    located = read_yaml(text, source)
    try:
        document = Policy.model_validate(located.data)
    except ValidationError as error:
        raise PolicyInvalidError(source, [*_shape_problems(error, located)]) from error
    conditions = CelConditions(declared_facts(document.thresholds), POSSIBLE_TEXTS)
    problems = [*_content_problems(document, located), *_condition_problems(document, located, conditions)]
    if problems:
        raise PolicyInvalidError(source, sorted(problems, key=lambda problem: problem.line or 0))
    return compiled(document, conditions)


def compiled(document: Policy, conditions: Conditions) -> CompiledPolicy:
    """Put a checked document together with its conditions."""
    facts: Mapping[str, float] = {
        f"threshold.{score}.{name}": value
        for score, named in document.thresholds.items()
        for name, value in named.items()
    }
    return CompiledPolicy(document, conditions, document.sha256, MappingProxyType(facts))


def _shape_problems(error: ValidationError, located: LocatedYaml) -> Iterator[Problem]:
    details = error.errors(include_url=False)
    for detail in details:
        # pydantic counts the valid rules only: with faulty ones it would also say that there is none.
        if detail["type"] != "too_short" or not any(len(other["loc"]) > 1 for other in details):
            yield _shape_problem(detail, located)


def _shape_problem(error: ErrorDetails, located: LocatedYaml) -> Problem:
    path = tuple(error["loc"])
    text = f"{error['msg']}."
    remedy = "Correct it."
    if error["type"] == "extra_forbidden":
        text, remedy = f"'{path[-1]}' is not known here.", "Check the spelling, or remove it."
    elif error["type"] == "missing":
        text, remedy = f"'{path[-1]}' is missing.", "Add it."
    elif error["type"] in ("model_type", "model_attributes_type", "dict_type"):
        text = "There should be names with values here." if error["input"] else "There is nothing in it."
        remedy = "Write it as in the policy that Deadwax comes with: deadwax policy show."
    elif error["type"] == "too_short":
        text, remedy = "There is nothing in it.", "Write at least one rule."
    elif error["type"] == "literal_error":
        allowed = ", ".join(str(value) for value in _ALLOWED.get(str(path[-1]), ()))
        text, remedy = f"{error['input']!r} is not possible here.", f"Use one of: {allowed}."
    elif error["type"] == "string_pattern_mismatch":
        text = f"{error['input']!r} is no name."
        remedy = "Names have small letters, digits, and - in rules or _ in thresholds; a letter comes first."
    return Problem(_place(path, located), text, remedy, located.line_of(path))


def _place(path: tuple[str | int, ...], located: LocatedYaml) -> str:
    if len(path) > 1 and path[0] == "rules" and isinstance(path[1], int):
        rest = ".".join(str(part) for part in path[2:])
        return f"rule {_rule_name(path[1], located)}" + (f", {rest}" if rest else "")
    return ".".join(str(part) for part in path) or "document"


def _rule_name(index: int, located: LocatedYaml) -> str:
    try:
        return f"'{located.data['rules'][index]['id']}'"
    except (KeyError, TypeError, IndexError):
        return f"number {index + 1}"


def _content_problems(document: Policy, located: LocatedYaml) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, rule in enumerate(document.rules):
        place, line = f"rule '{rule.id}'", located.line_of(("rules", index, "id"))
        if rule.id in seen:
            yield Problem(place, "There is another rule of this name.", "Give each rule its own.", line)
        seen.add(rule.id)
        if rule.reason not in REASONS:
            yield Problem(
                f"{place}, reason",
                f"'{rule.reason}' is no reason code.",
                _meant(rule.reason),
                located.line_of(("rules", index, "reason")),
            )
    for score, named in document.thresholds.items():
        ordered = [name for name in _ORDERED if name in named]
        for milder, harder in pairwise(ordered):
            if named[milder] > named[harder]:
                yield Problem(
                    f"thresholds.{score}",
                    f"'{harder}' ({named[harder]}) lies below '{milder}' ({named[milder]}).",
                    "A harder action needs at least the threshold of the milder one.",
                    located.line_of(("thresholds", score, harder)),
                )


def _meant(reason: str) -> str:
    near = get_close_matches(reason, REASONS)
    vocabulary = "Use one of the reason vocabulary (GET /v1/vocabulary lists it)."
    return f"Did you mean {' or '.join(near)}?" if near else vocabulary


def _condition_problems(document: Policy, located: LocatedYaml, conditions: Conditions) -> Iterator[Problem]:
    for index, rule in enumerate(document.rules):
        try:
            conditions.check(rule.when)
        except ConditionError as error:
            line = located.line_of(("rules", index, "when"))
            yield Problem(f"rule '{rule.id}', when", error.message, error.remedy, line)
