"""Rows that moderators labelled, beside those that are simulated.

They are no sample of what is delivered: a case is only opened where something was flagged, so spam
that nothing noticed is not among them, and neither is the honest music that nobody had to look at.
They correct the model where it flags; they cannot tell how much it misses.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from detectors.errors import TrainingError
from detectors.training.spam_columns import SPAM_COLUMNS
from detectors.training.upload_simulator import Row
from runtime.text import why_unread

SPAM_KIND, HONEST_KIND = "moderated: spam", "moderated: cleared"


class Labelled(BaseModel):
    """A decided case: what was decided, what that says about spam, and the features as flagged.

    ``sender`` keeps a sender's cases on one side of a split; ``score_spam`` is the score of then.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    case_id: str
    decided_at: datetime
    outcome: str
    reason_code: str
    spam: bool
    sender: str
    score_spam: float | None
    features: dict[str, float | None]


def write_labels(path: Path, labelled: Iterable[Labelled]) -> tuple[int, int]:
    """Write one line of JSON for each case; returns how many there are and how many of them are spam."""
    count = spam = 0
    beside = path.with_name(path.name + ".part")
    with beside.open("w", encoding="utf-8") as file:
        for each in labelled:
            file.write(each.model_dump_json() + "\n")
            count += 1
            spam += each.spam
    beside.replace(path)
    return count, spam


def read_labels(path: Path) -> tuple[Labelled, ...]:
    """Read what :func:`write_labels` wrote. Raises ``TrainingError`` that names the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(
            f"{path}: {why_unread(error)}.", remedy="Write it with: deadwax train labels."
        ) from error
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(Labelled.model_validate_json(line))
        except ValidationError as error:
            raise TrainingError(
                f"{path}, line {number}: this is no labelled case: {error.errors()[0]['msg']}.",
                remedy="Write it with: deadwax train labels.",
            ) from error
    return tuple(found)


def labelled_rows(labelled: Sequence[Labelled]) -> list[Row]:
    """The cases as training rows; a feature that was not known then is missing."""
    names = [spec.name for spec in SPAM_COLUMNS]
    return [
        Row(
            values={name: each.features.get(name) for name in names},
            spam=each.spam,
            kind=SPAM_KIND if each.spam else HONEST_KIND,
            sender=f"moderated: {each.sender}",
            track_id=each.case_id,
        )
        for each in labelled
    ]
