"""What an error looks like (RFC 9457, ``application/problem+json``)."""

from review_api.schemas.base import Answer


class InvalidField(Answer):
    """One field that was not as expected, and where it stands in the request."""

    place: str
    expected: str


class Problem(Answer):
    """An error: ``title`` names its kind, ``detail`` says what happened and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    fields: tuple[InvalidField, ...] = ()
