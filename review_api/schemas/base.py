"""The base of what the API takes and gives."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Something that the API gives. A default never makes a field optional for the reader."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Request(BaseModel):
    """Something that the API takes. Unknown fields are refused, so that a typing error is seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")
