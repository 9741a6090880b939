"""B01: a batch against its manifest, in whatever way the manifest writes its URLs."""

import hashlib

import pytest

from contracts.finding import Severity
from ingest.manifest import read_manifest
from ingest.rules.batches import BatchFindings, BatchMessage, compare
from tests.ingest.messages import hash_sum, manifest

MESSAGES = (
    BatchMessage("1/1.xml", b"one", "M-1"),
    BatchMessage("2/2.xml", b"two", "M-2"),
)


def compared(*entries: tuple[str, str, str], count: int | None = None) -> BatchFindings:
    return compare(read_manifest(manifest(*entries, count=count)), MESSAGES)


def observed(found: BatchFindings) -> list[str]:
    return [f.observed for f in (*found.of_batch, *(f for each in found.of_message.values() for f in each))]


@pytest.mark.parametrize(
    "before", ["", "./", "/", "BATCH/", "/inbox/BATCH/", "sftp://label.example/out/BATCH/"]
)
def test_a_url_may_begin_anywhere(before: str) -> None:
    right = hashlib.md5(b"one", usedforsecurity=False).hexdigest()
    found = compared(
        ("M-1", f"{before}1/1.xml", hash_sum("MD5", right)),
        ("M-9", f"{before}2/2.xml", hash_sum("MD5", "0" * 32)),
    )
    assert found.of_batch == ()
    assert found.of_message["1/1.xml"] == ()
    assert ["MessageId" in f.observed for f in found.of_message["2/2.xml"]] == [True, False]


def test_an_ending_that_two_urls_share_tells_nothing() -> None:
    found = compared(("M-7", "a/1/1.xml", ""), ("M-8", "b/1/1.xml", ""), ("M-2", "2/2.xml", ""))
    assert [f.observed for f in found.of_message["1/1.xml"]] == [
        "The batch's manifest does not list this message."
    ]
    assert len(found.of_batch) == 3


def test_the_id_finds_what_the_url_does_not() -> None:
    assert observed(compared(("M-1", "elsewhere.xml", ""), ("M-2", "", ""))) == []


def test_what_is_listed_and_not_there_is_named() -> None:
    found = compared(("M-1", "1/1.xml", ""), ("M-2", "2/2.xml", ""), ("M-3", "", ""), count=3)
    assert [f.observed for f in found.of_batch] == [
        "The manifest lists 'M-3', which is not there.",
        "The manifest counts 3 messages; 2 are there.",
    ]


def test_a_checksum_that_cannot_be_compared_is_told_without_blame() -> None:
    found = compared(("M-1", "1/1.xml", hash_sum("MD4(MLNET)", "00")), ("M-2", "2/2.xml", ""))
    (told,) = found.of_message["1/1.xml"]
    assert told.severity is Severity.INFORMATION
    assert "was not compared" in told.observed


def test_what_is_listed_twice_is_told_as_that() -> None:
    found = compared(("M-1", "1/1.xml", ""), ("M-1", "1/1.xml", ""), ("M-2", "2/2.xml", ""), count=2)
    assert [f.observed for f in found.of_batch] == ["The manifest lists '1/1.xml' more than once."]


def test_a_count_that_is_no_number_is_told() -> None:
    data = manifest(("M-1", "1/1.xml", ""), ("M-2", "2/2.xml", ""), count=2).replace(b">2<", b">two<")
    assert observed(compare(read_manifest(data), MESSAGES)) == ["NumberOfMessages is 'two'."]


def test_a_url_may_be_written_with_backslashes() -> None:
    assert observed(compared(("", ".\\1\\1.xml", ""), ("", "BATCH\\2\\2.xml", ""))) == []
