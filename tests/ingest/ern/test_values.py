"""Values as ERN writes them."""

import contextlib
import math
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ern import values


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT3M4S", 184.0),
        ("PT4M23.583S", 263.583),
        ("PT1H", 3600.0),
        ("P0Y0M0DT0H3M4S", 184.0),
        ("P1DT1S", 86_401.0),
        ("PT0S", 0.0),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    assert values.duration_s(text) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "3:04", "184", "PT-3M", "-PT3M", "P1Y", "PT3M4", "PT999999H", "PTNaNS", "P1W", "PT٣M"],
)
def test_malformed_durations_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        values.duration_s(text)


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59_999))
def test_a_written_duration_reads_back(hours: int, minutes: int, milliseconds: int) -> None:
    text = f"PT{hours}H{minutes}M{milliseconds / 1000:.3f}S"
    assert values.duration_s(text) == pytest.approx(hours * 3600 + minutes * 60 + milliseconds / 1000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("2026-11", date(2026, 11, 1)),
        ("2026", date(2026, 1, 1)),
        ("2026-11-21T10:00:00Z", date(2026, 11, 21)),
        ("2026-11-21+02:00", date(2026, 11, 21)),
    ],
)
def test_days(text: str, expected: date) -> None:
    assert values.day(text) == expected


@pytest.mark.parametrize("text", ["21.11.2026", "2026-13", "2026-02-30", "0000-01-01", "soon", "20261"])
def test_malformed_days_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2026-11-21"):
        values.day(text)


def test_a_time_without_a_zone_is_utc_and_others_are_turned_into_it() -> None:
    assert values.moment("2020-10-26T00:00:00") == datetime(2020, 10, 26, tzinfo=UTC)
    assert values.moment("2018-01-23T15:48:00.1234567+01:00") == datetime(2018, 1, 23, 14, 48, 0, 123456, UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-21T25:00:00", "0001-01-01T00:00:00+23:59"])
def test_malformed_times_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="date and time"):
        values.moment(text)


@pytest.mark.parametrize(
    ("text", "unit", "hertz"),
    [
        ("44.1", "kHz", 44_100),
        ("48", None, 48_000),
        ("44100", None, 44_100),
        ("44100", "Hz", 44_100),
        ("96", "kHz", 96_000),
    ],
)
def test_sample_rates(text: str, unit: str | None, hertz: int) -> None:
    assert values.sample_rate_hz(text, unit) == hertz


@pytest.mark.parametrize("text", ["", "high", "nan", "inf", "-1", "0", "1e12"])
def test_malformed_sample_rates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="sampling rate"):
        values.sample_rate_hz(text, None)


@given(st.text(max_size=40))
def test_no_text_does_more_than_raise_a_value_error(text: str) -> None:
    for convert in (
        values.duration_s,
        values.day,
        values.moment,
        values.midnight,
        values.boolean,
        values.integer,
    ):
        result: object = None
        with contextlib.suppress(ValueError):
            result = convert(text)
        assert not isinstance(result, float) or math.isfinite(result)
