"""A policy as people write it: named thresholds and rules."""

import hashlib
import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from contracts.decision import Action

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
RuleId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,79}$")]
Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=False)]
RuleAction = Literal[Action.LABEL, Action.DEMOTE, Action.REVIEW, Action.HOLD]


class Rule(BaseModel):
    """What to do with a track when a condition holds, and what to tell the people concerned."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RuleId
    when: str = Field(min_length=1)
    action: RuleAction
    reason: str = Field(min_length=1, max_length=100)
    text: str = Field(min_length=1, max_length=500)


class Policy(BaseModel):
    """A policy document, format 1.

    ``thresholds`` holds numbers by score and name; a condition refers to one as
    ``threshold.<score>.<name>``. The order of ``rules`` has no effect: the strongest action wins.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    name: str = Field(min_length=1, max_length=100)
    description: str = Field(default="", max_length=2000)
    thresholds: dict[Name, dict[Name, Probability]]
    rules: tuple[Rule, ...] = Field(min_length=1, max_length=500)

    @property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8. Comments and layout play no part."""
        canonical = json.dumps(
            self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(canonical.encode()).hexdigest()
