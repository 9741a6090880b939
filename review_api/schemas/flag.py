"""The answer to a flag that was handed in."""

from review_api.schemas.base import Answer


class FlagReceipt(Answer):
    """The flag was taken. ``case_id`` is None where no person has to look at the track."""

    flag_id: str
    case_id: str | None
