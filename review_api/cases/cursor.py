"""Where a page of the queue ended, as opaque text."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Row, UnaryExpression

from review_api.cases.lookup import is_case_id
from review_api.errors import BadRequestError
from review_api.schemas.case import Sort
from review_api.tables import cases


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last case of a page in its order."""

    sort: Sort
    priority: float
    flagged_at: datetime
    case_id: str

    @classmethod
    def after(cls, sort: Sort, row: Row[tuple[object, ...]]) -> "Cursor":
        """Return the cursor behind a case."""
        return cls(sort, row.priority, row.flagged_at, row.case_id)

    def encoded(self) -> str:
        """Return the text that names this place."""
        parts = [self.sort.value, self.priority, self.flagged_at.isoformat(), self.case_id]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")

    @classmethod
    def decoded(cls, text: str, sort: Sort) -> "Cursor":
        """Read a cursor. Raises ``BadRequestError`` where it is none, or of another order."""
        try:
            data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            name, priority, at, case_id = json.loads(data)
            cursor = cls(Sort(name), float(priority), datetime.fromisoformat(at), str(case_id))
        except (binascii.Error, ValueError, TypeError) as error:
            raise BadRequestError(
                "The parameter 'cursor' is not one that this service gave.",
                remedy="Leave it out to start at the first page.",
            ) from error
        if cursor.sort is not sort or cursor.flagged_at.tzinfo is None or not is_case_id(cursor.case_id):
            raise BadRequestError(
                f"The parameter 'cursor' belongs to another order than sort={sort}.",
                remedy="Leave it out to start at the first page.",
            )
        return cursor

    def condition(self) -> ColumnElement[bool]:
        """What stands behind this place."""
        later = sa.tuple_(cases.c.flagged_at, cases.c.case_id) > sa.tuple_(
            sa.literal(self.flagged_at, cases.c.flagged_at.type), sa.literal(self.case_id)
        )
        if self.sort is Sort.OLDEST:
            return later
        return (cases.c.priority < self.priority) | ((cases.c.priority == self.priority) & later)


def ordering(sort: Sort) -> tuple[ColumnElement[object] | UnaryExpression[object], ...]:
    """The columns to order by; the id makes the order total."""
    oldest = (cases.c.flagged_at, cases.c.case_id)
    return oldest if sort is Sort.OLDEST else (cases.c.priority.desc(), *oldest)
