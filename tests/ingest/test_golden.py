"""Every shared sample is told what golden.json says, no more and no less."""

import json
from pathlib import Path

import pytest

from tests.ingest.golden import GOLDEN, TABLE, samples, table, told

EXPECTED = json.loads(GOLDEN.read_text("utf-8"))


@pytest.mark.shared
@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_told_what_is_written_down(name: str, shared: Path) -> None:
    assert told(samples(shared)[name]) == EXPECTED[name]


@pytest.mark.shared
def test_every_sample_is_written_down(shared: Path) -> None:
    assert set(samples(shared)) == set(EXPECTED)


def test_the_table_in_docs_is_current() -> None:
    assert TABLE.read_text("utf-8") == table(EXPECTED)


def test_samples_of_ddex_have_no_critical_finding() -> None:
    for name, each in EXPECTED.items():
        if name.startswith("ddex-"):
            assert [code for code in each["findings"] if "Critical" in code] == [], name
