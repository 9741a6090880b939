"""A policy that was checked and is ready to decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from policy.conditions.port import Conditions, FactValue
from policy.document import Policy


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy, the language of its conditions, its content hash and its thresholds as facts."""

    document: Policy
    conditions: Conditions
    sha256: str
    threshold_facts: Mapping[str, FactValue]
