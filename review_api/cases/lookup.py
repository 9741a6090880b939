"""Finds a case by its id."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Select

from review_api.errors import CaseNotFoundError
from review_api.tables import cases

ID_LENGTH = 32
HEX_DIGITS = frozenset("0123456789abcdef")


def is_case_id(text: str) -> bool:
    """Whether ``text`` has the shape of a case's id; nothing else may reach the database."""
    return len(text) == ID_LENGTH and HEX_DIGITS.issuperset(text)


def one_case(connection: Connection, query: Select[Any], case_id: str) -> Row[Any]:
    """Return the row of ``query``, which selects from ``cases``, for one case.

    Raises ``CaseNotFoundError``.
    """
    row = None
    if is_case_id(case_id):
        row = connection.execute(query.where(cases.c.case_id == case_id)).one_or_none()
    if row is None:
        raise CaseNotFoundError(
            "There is no such case.", remedy="Go back to the queue; the link may belong to another service."
        )
    return row


def locked_case(connection: Connection, case_id: str) -> Row[Any]:
    """Return a case and keep others from changing it until the transaction ends."""
    return one_case(connection, sa.select(cases).with_for_update(), case_id)
