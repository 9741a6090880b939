"""What can be wrong with a policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from runtime.errors import DeadwaxError, FatalError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a policy document, where it stands, and how to put it right."""

    place: str
    text: str
    remedy: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}, {self.place}" if self.line is not None else self.place
        return f"{where}: {self.text} {self.remedy}".strip()


class PolicyInvalidError(FatalError):
    """A policy document cannot be used; ``problems`` names everything that is wrong with it."""

    code: ClassVar[str] = "policy.invalid"

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The policy {source} cannot be used:\n{lines}")
        self.source = source
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type["PolicyInvalidError"], tuple[str, tuple[Problem, ...]]]:
        return type(self), (self.source, self.problems)


class PolicyNotReadError(FatalError):
    """The policy file cannot be read."""

    code: ClassVar[str] = "policy.not_read"


class ConditionError(DeadwaxError):
    """A condition is no expression that yields true or false over the known facts."""

    code: ClassVar[str] = "policy.condition"
