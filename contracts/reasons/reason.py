"""How a reason is described."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code that evidence, rules and decisions carry, with its plain words."""

    code: str
    title: str
    explanation: str
