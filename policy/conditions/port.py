"""What the rest of the room asks of a condition language."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

FactValue = float | str | bool | tuple[str, ...]
"""A fact: a number, a text, a truth value or a list of texts. A missing fact is absent from the map."""


class FactType(StrEnum):
    """The type of a fact, known before any track is seen."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    TEXTS = "texts"


class Truth(StrEnum):
    """How a condition ended. ``MISSING`` is not ``FALSE``: the answer is not known."""

    TRUE = "true"
    FALSE = "false"
    MISSING = "missing"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a condition ended, which of the facts it names were missing, and what failed."""

    truth: Truth
    missing: tuple[str, ...] = ()
    error: str | None = None


class Conditions(Protocol):
    """A condition language over facts of known names and types."""

    def check(self, source: str) -> FactType:
        """Compile ``source`` and return its type, ``TRUTH``.

        Raises ``ConditionError`` with the place of the fault for anything that does not compile, names
        an unknown fact, compares unlike types, is too long, or yields no truth value.
        """

    def references(self, source: str) -> frozenset[str]:
        """Return the names of the facts that ``source`` looks at. Raises like :meth:`check`."""

    def evaluate(self, source: str, facts: Mapping[str, FactValue]) -> Verdict:
        """Evaluate ``source``. Facts that are absent, None or NaN are missing.

        A missing fact makes the verdict ``MISSING`` unless the other parts decide alone: false and
        unknown is false, true or unknown is true. Never raises on what the facts hold.
        """
