"""Column types that behave the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from runtime.errors import NaiveDatetimeError


class UTCDateTime(TypeDecorator[datetime]):
    """A point in time: aware datetimes go in, aware datetimes in UTC come out, to the microsecond.

    Compares and sorts in time order on both databases.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn ``value`` to UTC; refuse a naive one, whose meaning would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveDatetimeError(
                f"The time {value.isoformat()} has no time zone and was not stored.",
                remedy="Store aware datetimes only.",
            )
        utc = value.astimezone(UTC)
        # SQLite keeps text: without an offset every value has the same shape and sorts as text.
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class names the parameters
        """Give the time back as aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json: TypeEngine[Any] = JSON().with_variant(JSONB(), "postgresql")
"""A JSON document; JSONB on PostgreSQL. NaN and infinity are refused by the engine's serialiser."""
