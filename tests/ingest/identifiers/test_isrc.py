"""What is doubtful about an ISRC."""

import pytest

from ingest.identifiers.isrc import doubt


@pytest.mark.parametrize(
    ("isrc", "year", "told"),
    [
        ("QZABC2600001", 2026, None),
        ("qz-abc-27-00001", 2026, None),
        ("QZABC2800001", 2026, "2028"),
        ("QZABC8500001", 2026, "2085"),
        ("QZABC8600001", 2026, None),
        ("QZABC9900001", 2026, None),
        ("QZABC4000001", None, None),
        ("GBUM71029604", 2026, None),
        ("UKABC2600001", 2026, None),
        ("OOABC2600001", 2026, "OO"),
    ],
)
def test_the_year_and_the_prefix(isrc: str, year: int | None, told: str | None) -> None:
    found = doubt(isrc, year)
    assert (found is None) == (told is None)
    assert told is None or told in (found or "")
