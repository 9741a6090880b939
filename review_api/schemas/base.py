"""The base of what the API takes and gives."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


class Answer(BaseModel):
    """Something that the API gives. A default never makes a field optional for the reader."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Request(BaseModel):
    """Something that the API takes. Unknown fields are refused, so that a typing error is seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("the text must not contain the character U+0000, which no database keeps")
    return text


PlainText = Annotated[str, AfterValidator(_without_nul)]
"""Text that every database keeps."""
