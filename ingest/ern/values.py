"""Dates, times, durations and numbers as ERN writes them. Malformed text raises ``ValueError``."""

import math
import re
from datetime import UTC, date, datetime, time
from functools import lru_cache

# The same few thousand days and lengths come again and again.
CACHED = 4096

_DURATION = re.compile(
    r"P(?=[\dT])(?:0{1,4}Y)?(?:0{1,4}M)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,8})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,12})?)S)?)?",
    re.ASCII,
)
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_TRUE = frozenset({"true", "1"})
_FALSE = frozenset({"false", "0"})
# 100 hours: longer than any recording, so that a slip in the units is seen.
LONGEST_S = 360_000.0


@lru_cache(maxsize=CACHED)
def duration_s(text: str) -> float:
    """Seconds of an ISO 8601 duration of days, hours, minutes and seconds, such as ``PT3M4.5S``.

    Years and months are read where they are zero, as some senders write ``P0Y0M0DT0H3M4S``.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError("a duration such as PT3M4S")
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    total = days * 86_400 + hours * 3600 + minutes * 60 + seconds
    if not total <= LONGEST_S:
        raise ValueError("a duration of at most 100 hours")
    return total


@lru_cache(maxsize=CACHED)
def day(text: str) -> date:
    """The day of ``2026-11-21``; the first day of the month or year of ``2026-11`` or ``2026``."""
    match = _PARTIAL_DATE.fullmatch(text)
    if match is None:
        try:
            return moment(text).date()
        except ValueError:
            raise ValueError("a date such as 2026-11-21") from None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise ValueError("a day that exists, such as 2026-11-21") from None


@lru_cache(maxsize=CACHED)
def moment(text: str) -> datetime:
    """The time of an ISO 8601 date and time in UTC; without a zone it is taken as UTC."""
    try:
        parsed = datetime.fromisoformat(text)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("a date and time such as 2026-11-21T10:00:00+00:00") from None


@lru_cache(maxsize=CACHED)
def midnight(text: str) -> datetime:
    """The start, in UTC, of the day that :func:`day` reads."""
    return datetime.combine(day(text), time(), UTC)


def boolean(text: str) -> bool:
    """The value of an XML Schema boolean."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError("true or false")


def integer(text: str) -> int:
    """A whole number of at most nine digits, not negative."""
    if len(text) > 9 or not (text.isascii() and text.isdigit()):  # noqa: PLR2004  # digits
        raise ValueError("a whole number")
    return int(text)


def sample_rate_hz(text: str, unit: str | None) -> int:
    """A sampling rate in hertz; ``unit`` is the message's ``UnitOfMeasure``, kHz where not given.

    A value of 1000 or more counts as hertz where no unit is given: senders often leave it out.
    """
    try:
        value = float(text)
    except ValueError:
        raise ValueError("a sampling rate such as 44.1 with UnitOfMeasure kHz") from None
    if unit != "Hz" and value < 1000:  # noqa: PLR2004  # no sampling rate in kHz reaches 1000
        value *= 1000
    if not (math.isfinite(value) and 0 < value <= 10_000_000):  # noqa: PLR2004  # a sanity bound
        raise ValueError("a sampling rate above 0 and below 10 MHz")
    return round(value)
