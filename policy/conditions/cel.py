"""Conditions in CEL, the Common Expression Language, through cel-expr-python (a wrapper of cel-cpp).

Every fact is declared under its full dotted name with its type, so that an unknown name or a comparison of
unlike types is an error when the policy is loaded, not a surprise when a track comes.
"""

import difflib
import math
import re
import threading
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from cel_expr_python import cel

from policy.conditions.port import FactType, FactValue, Truth, Verdict
from policy.conditions.wire import referenced_names, string_constants
from policy.errors import ConditionError

LONGEST = 2000
"""Characters of a condition."""

_MATCHING = re.compile(r"\.\s*(startsWith|endsWith|contains|matches)\s*\(")
"""What compares with a part of a text."""

_UNKNOWN_NAME = re.compile(r"undeclared reference to '([^']+)'")

_TYPES: Mapping[FactType, Any] = MappingProxyType(
    {
        FactType.NUMBER: cel.Type.DOUBLE,
        FactType.TEXT: cel.Type.STRING,
        FactType.TRUTH: cel.Type.BOOL,
        FactType.TEXTS: cel.Type.List(cel.Type.STRING),
    }
)


class CelConditions:
    """CEL over the declared facts. Safe to use from several threads."""

    def __init__(
        self, declared: Mapping[str, FactType], values: Mapping[str, frozenset[str]] = MappingProxyType({})
    ) -> None:
        """Take the facts by name; ``values`` holds all possible texts of those that have but a few."""
        self._declared = dict(declared)
        self._values = dict(values)
        self._environment = cel.NewEnv(variables={name: _TYPES[kind] for name, kind in declared.items()})
        self._compiled: dict[str, tuple[Any, frozenset[str]]] = {}
        self._lock = threading.Lock()

    def check(self, source: str) -> FactType:
        """Compile ``source`` and return its type; see the port."""
        self._expression(source)
        return FactType.TRUTH

    def references(self, source: str) -> frozenset[str]:
        """Return the facts that ``source`` looks at; see the port."""
        return self._expression(source)[1]

    def evaluate(self, source: str, facts: Mapping[str, FactValue]) -> Verdict:
        """Evaluate ``source``; see the port."""
        expression, names = self._expression(source)
        known = {name: _plain(facts[name]) for name in names if _is_known(facts.get(name))}
        missing = tuple(sorted(names - known.keys()))
        try:
            value = expression.eval(data=known)
        except (RuntimeError, TypeError, ValueError) as error:
            return Verdict(Truth.ERROR, missing, _first_line(error))
        if value.type() == cel.Type.BOOL:
            return Verdict(Truth.TRUE if value.plain_value() else Truth.FALSE, missing)
        if missing:
            return Verdict(Truth.MISSING, missing)
        return Verdict(Truth.ERROR, missing, str(value.plain_value()))

    def _expression(self, source: str) -> tuple[Any, frozenset[str]]:
        with self._lock:
            found = self._compiled.get(source)
            if found is None:
                found = self._compiled[source] = self._compile(source)
            return found

    def _compile(self, source: str) -> tuple[Any, frozenset[str]]:
        if len(source) > LONGEST:
            raise ConditionError(
                f"The condition has {len(source)} characters, more than the {LONGEST} allowed.",
                remedy="Split it into several rules.",
            )
        try:
            expression = self._environment.compile(source)
        except RuntimeError as error:
            raise ConditionError(_compile_words(str(error)), remedy=self._remedy(str(error))) from error
        kind = expression.return_type()
        if kind != cel.Type.BOOL:
            raise ConditionError(
                f"The condition yields {kind.name().lower()}, not true or false.",
                remedy="Compare the value with something, for example with a threshold.",
            )
        serialized = expression.serialize()
        names = referenced_names(serialized) & self._declared.keys()
        if not _MATCHING.search(source):
            self._check_texts(names, string_constants(serialized))
        return expression, names

    def _check_texts(self, names: frozenset[str], constants: frozenset[str]) -> None:
        """Raise for a text that no fact of the condition can ever equal: it would never match, silently."""
        texts = {n for n in names if self._declared[n] in (FactType.TEXT, FactType.TEXTS)}
        if not texts <= self._values.keys():
            return
        possible = {value for name in texts for value in self._values[name]}
        if strange := sorted(constants - possible):
            close = difflib.get_close_matches(strange[0], possible, n=3, cutoff=0.5)
            raise ConditionError(
                f"No fact of this condition can be '{strange[0]}'.",
                remedy=f"Did you mean {' or '.join(map(repr, close))}?" if close else "Check the spelling.",
            )

    def _remedy(self, text: str) -> str:
        if unknown := _UNKNOWN_NAME.search(text):
            close = difflib.get_close_matches(unknown.group(1), self._declared, n=3)
            if close:
                return f"Did you mean {' or '.join(close)}?"
            return "Use a fact that 'deadwax policy facts' lists, with its full name."
        if "'(double, int)'" in text or "'(int, double)'" in text:
            return "Write numbers with a decimal point: 30.0, not 30."
        if "no matching overload" in text:
            return "Compare values of one type only."
        return "Correct the expression; the mark shows where reading stopped."


def _is_known(value: object) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def _plain(value: FactValue) -> object:
    return list(value) if isinstance(value, tuple) else value


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _compile_words(text: str) -> str:
    plain = text.removeprefix("INVALID_ARGUMENT: ").removesuffix("[INVALID_ARGUMENT]").rstrip()
    return plain.replace("ERROR: <input>:", "at ").replace("\n |", "\n    |") + "\n   "
