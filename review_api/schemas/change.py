"""What became of tracks after they were delivered."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from contracts.acknowledgement import MessageKind
from review_api.schemas.base import Answer, PlainText, Request

MOST_CHANGES = 1_000

TrackId = Annotated[PlainText, Field(min_length=1, max_length=200)]


class ChangeKind(StrEnum):
    """What may become of a track."""

    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class TrackChange(Request):
    """One track that is no longer what its sender delivers.

    ``by`` is the track that superseded it; ``how`` says what withdrew it (takedown or purge).
    """

    track_id: TrackId
    change: ChangeKind
    by: TrackId | None = None
    how: MessageKind | None = None

    @model_validator(mode="after")
    def _says_why(self) -> "TrackChange":
        if self.change is ChangeKind.SUPERSEDED and (self.by is None or self.by == self.track_id):
            raise ValueError("'by' must name the other track that superseded this one")
        if self.change is ChangeKind.WITHDRAWN and (self.how is None or not self.how.withdraws):
            raise ValueError("'how' must be takedown or purge")
        return self


class TrackChanges(Request):
    """Changes to enter; each that is known already changes nothing."""

    changes: Annotated[tuple[TrackChange, ...], Field(max_length=MOST_CHANGES)]


class ChangeReceipt(Answer):
    """``entered`` changes were new; ``closed`` open cases ended with them."""

    entered: int
    closed: int
