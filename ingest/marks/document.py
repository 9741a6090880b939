"""The mark registry's document (YAML)."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from contracts.mark import MarkClaim, MarkKind

Name = Annotated[str, Field(min_length=1, max_length=100)]


def _expression(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return text


def _capturing(text: str) -> str:
    if re.compile(_expression(text)).groups < 1:
        raise ValueError("needs a group in brackets that captures the value")
    return text


Pattern = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_expression)]
Capture = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_capturing)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TagEntry(_Entry):
    """A mark in a tag."""

    id: Name
    generator: Name | None = None
    kind: Literal[MarkKind.TEXT, MarkKind.LABEL, MarkKind.WORKFLOW] = MarkKind.TEXT
    reader: Literal["text", "tc260", "json"] = "text"
    claim: MarkClaim
    fields: tuple[Name, ...] = Field(min_length=1)
    pattern: Pattern | None = None
    content_id: Capture | None = None
    created: Capture | None = None
    system: Capture | None = None


class CredentialsEntry(_Entry):
    """Whose content credentials they are."""

    id: Name
    generator: Name
    names: Pattern
    assertion: Name | None = None
    content_id: Name | None = None
    created: Name | None = None
    system: Name | None = None


class Producer(_Entry):
    """Whose AI labels they are."""

    pattern: Pattern
    generator: Name


class RegistryDocument(_Entry):
    """All marks; a document of an operator may also take some of ours out."""

    format: Literal[1]
    tags: tuple[TagEntry, ...] = ()
    credentials: tuple[CredentialsEntry, ...] = ()
    producers: tuple[Producer, ...] = ()
    names: tuple[Name, ...] = ()
    remove: tuple[Name, ...] = ()
    remove_names: tuple[Name, ...] = ()

    @property
    def ids(self) -> list[str]:
        """The ids of all marks, in order."""
        return [entry.id for entry in self.tags] + [entry.id for entry in self.credentials]
