"""The inbox hands out complete deliveries, once, and leaves nothing silent."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

import ingest.arrival
import ingest.batch
import ingest.rules.batches
from contracts.acknowledgement import AcknowledgementStatus
from contracts.delivery import Delivery
from ingest.errors import InboxMissingError
from ingest.inbox import Inbox, scan
from ingest.reader import read_delivery
from runtime.clock import FixedClock
from runtime.objects import Objects
from tests.ingest.messages import FLAC, Song, ern4, hash_sum, manifest

Lay = Callable[..., Path]
START = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def inbox(tmp_path: Path, clock: FixedClock) -> Inbox:
    return Inbox(tmp_path, settle_s=2, grace_s=60, clock=clock)


def names(deliveries: list[Delivery]) -> list[str]:
    return [delivery.message.name for delivery in deliveries]


def test_a_delivery_is_handed_out_once_it_has_settled_and_never_again(
    lay: Lay, inbox: Inbox, clock: FixedClock
) -> None:
    lay(ern4())
    assert list(inbox.scan()) == []
    clock.advance(2)
    (delivery,) = inbox.scan()
    assert [file.name for file in delivery.files] == ["resources/A1.flac"]
    clock.advance(1000)
    assert list(inbox.scan()) == []


def test_a_growing_file_is_waited_for(lay: Lay, inbox: Inbox, clock: FixedClock) -> None:
    path = lay(ern4())
    list(inbox.scan())
    clock.advance(2)
    (path.parent / "resources" / "A1.flac").write_bytes(FLAC * 2)
    assert list(inbox.scan()) == []
    clock.advance(2)
    (delivery,) = inbox.scan()
    assert delivery.files[0].size == 2 * len(FLAC)


def test_missing_files_are_waited_for_until_the_grace_ends_and_then_told(
    lay: Lay, inbox: Inbox, clock: FixedClock, objects: Objects
) -> None:
    path = lay(ern4(), files={})
    list(inbox.scan())
    clock.advance(59)
    assert list(inbox.scan()) == []
    clock.advance(1)
    (early,) = inbox.scan()
    assert "DX-H03" in [finding.code for finding in read_delivery(early, objects.open).findings]
    (path.parent / "A1.flac").write_bytes(FLAC)
    list(inbox.scan())
    clock.advance(2)
    (late,) = inbox.scan()
    assert late.delivery_id != early.delivery_id
    assert [file.name for file in late.files] == ["resources/A1.flac"]


def test_once_waits_for_nothing(lay: Lay, tmp_path: Path) -> None:
    lay(ern4(), files={})
    lay(b"<a>", files={}, folder="broken")
    assert len(list(scan(tmp_path))) == 2


def test_a_broken_message_is_handed_out_too(
    lay: Lay, inbox: Inbox, clock: FixedClock, objects: Objects
) -> None:
    lay(b"<a>", files={})
    list(inbox.scan())
    clock.advance(2)
    (delivery,) = inbox.scan()
    assert read_delivery(delivery, objects.open).status is AcknowledgementStatus.REJECTED


def test_the_order_is_that_of_arrival(lay: Lay, tmp_path: Path) -> None:
    for name, mtime in (("c", 100.0), ("a", 300.0), ("b", 200.0)):
        lay(ern4(message_id=name), folder=name, name=f"{name}.xml", mtime=mtime)
    deliveries = list(scan(tmp_path))
    assert names(deliveries) == ["c.xml", "b.xml", "a.xml"]
    assert deliveries[0].received_at == datetime.fromtimestamp(100, UTC)


def test_the_id_is_made_of_content(lay: Lay, tmp_path: Path) -> None:
    lay(ern4(), folder="one", mtime=1)
    lay(ern4(), folder="two", mtime=2)
    lay(ern4(), files={"resources/A1.flac": b"other"}, folder="three", mtime=3)
    one, two, three = scan(tmp_path)
    assert one.delivery_id == two.delivery_id != three.delivery_id


def test_batch_layout_and_batch_id(lay: Lay, tmp_path: Path) -> None:
    lay(ern4(), folder="B17/4260000000011", name="4260000000011.xml")
    (delivery,) = scan(tmp_path)
    assert delivery.batch_id == "B17"
    assert [file.name for file in delivery.files] == ["resources/A1.flac"]


@pytest.mark.parametrize("marker", ["BatchComplete_B17.xml", "B17.complete", "batchcomplete.XML"])
def test_a_settled_marker_completes_its_batch(
    marker: str, lay: Lay, inbox: Inbox, clock: FixedClock, tmp_path: Path
) -> None:
    lay(ern4(), files={}, folder="B17/1", name="1.xml")
    (tmp_path / "B17" / marker).write_bytes(manifest(("MSG-1", "1/1.xml", "")))
    assert list(inbox.scan()) == []
    clock.advance(2)
    (delivery,) = inbox.scan()
    assert delivery.batch_id == "B17"
    assert delivery.findings == ()


@pytest.mark.parametrize(
    ("entries", "count", "words"),
    [
        ([("MSG-2", "1/1.xml", "")], None, "MSG-2"),
        ([("MSG-1", "1/1.xml", hash_sum("MD5", "0" * 32))], None, "MD5"),
        ([("MSG-9", "9/9.xml", "")], None, "does not list"),
    ],
)
def test_b01_a_message_hears_what_the_manifest_says_against_it(
    entries: list[tuple[str, str, str]], count: int | None, words: str, lay: Lay, tmp_path: Path
) -> None:
    lay(ern4(), folder="B17/1", name="1.xml")
    (tmp_path / "B17" / "BatchComplete_B17.xml").write_bytes(manifest(*entries, count=count))
    first = next(scan(tmp_path))
    assert [finding.code for finding in first.findings] == ["DX-B01"]
    assert words in first.findings[0].observed


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (manifest(("MSG-1", "1/1.xml", ""), ("MSG-2", "2/2.xml", "")), "2/2.xml"),
        (manifest(("MSG-1", "1/1.xml", ""), count=3), "counts 3"),
        (b"<m:ManifestMessage>", "not well-formed"),
    ],
)
def test_b01_what_concerns_the_batch_is_told_by_the_manifest(
    data: bytes, words: str, lay: Lay, tmp_path: Path, objects: Objects
) -> None:
    lay(ern4(), folder="B17/1", name="1.xml")
    (tmp_path / "B17" / "BatchComplete_B17.xml").write_bytes(data)
    message, told = scan(tmp_path)
    assert message.findings == ()
    assert told.message.name == "BatchComplete_B17.xml"
    read = read_delivery(told, objects.open)
    assert read.status is AcknowledgementStatus.REJECTED
    assert words in read.findings[0].observed
    assert read.findings[0].code == "DX-B01"


def test_b01_a_marker_that_comes_after_its_messages_is_heard(
    lay: Lay, inbox: Inbox, clock: FixedClock, tmp_path: Path
) -> None:
    lay(ern4(), folder="B17/1", name="1.xml")
    list(inbox.scan())
    clock.advance(2)
    assert len(list(inbox.scan())) == 1
    (tmp_path / "B17" / "BatchComplete_B17.xml").write_bytes(manifest(("MSG-2", "1/1.xml", "")))
    list(inbox.scan())
    clock.advance(2)
    (told,) = inbox.scan()
    assert told.message.name == "BatchComplete_B17.xml"
    assert "MSG-2" in told.findings[0].observed
    assert list(inbox.scan()) == []


def test_b01_one_message_id_twice_in_a_batch(lay: Lay, tmp_path: Path) -> None:
    lay(ern4(), folder="B17/1", name="1.xml", mtime=1)
    lay(ern4(Song(title="Other")), folder="B17/2", name="2.xml", mtime=2)
    listed = manifest(("MSG-1", "1/1.xml", ""), ("MSG-1", "2/2.xml", ""))
    (tmp_path / "B17" / "BatchComplete_B17.xml").write_bytes(listed)
    first, second = scan(tmp_path)
    assert first.findings == ()
    assert "twice" in second.findings[0].observed


def test_unfinished_hidden_and_foreign_files_are_let_be(lay: Lay, tmp_path: Path) -> None:
    for name in ("message.xml.part", ".message.xml", "notes.txt", "message.xml~"):
        lay(ern4(), files={}, name=name)
    lay(ern4(), files={}, folder=".hidden")
    lay(ern4(), files={}, folder="delivery/resources")
    assert list(scan(tmp_path)) == []


def test_a_link_to_a_message_outside_is_not_followed(lay: Lay, tmp_path: Path) -> None:
    outside = lay(ern4(), folder="outside")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "message.xml").symlink_to(outside)
    (tmp_path / "in" / "folder").symlink_to(outside.parent)
    (tmp_path / "in" / "gone.xml").symlink_to(tmp_path / "nothing")
    (tmp_path / "in" / "loop.xml").symlink_to("loop.xml")
    (tmp_path / "in" / "notes.txt").symlink_to(tmp_path / "nothing")
    inbox = Inbox(tmp_path / "in", once=True)
    with capture_logs() as told:
        assert list(inbox.scan()) == []
        assert list(inbox.scan()) == []
    names = sorted(
        Path(str(line["path"])).name for line in told if line["event"] == "inbox.link_not_followed"
    )
    assert names == ["folder", "gone.xml", "loop.xml", "message.xml"]


def test_a_link_to_a_file_outside_is_not_taken_in(lay: Lay, tmp_path: Path, objects: Objects) -> None:
    secret = tmp_path / "secret.flac"
    secret.write_bytes(FLAC)
    path = lay(ern4(), files={})
    (path.parent / "A1.flac").symlink_to(secret)
    delivery = next(scan(tmp_path / "delivery"))
    assert delivery.files == ()
    assert "DX-H03" in [finding.code for finding in read_delivery(delivery, objects.open).findings]


def test_a_file_that_cannot_be_read_is_told(
    lay: Lay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(ern4())
    whole = ingest.arrival.sha256_of

    def refuse(path: Path) -> str:
        if path.suffix == ".flac":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(ingest.arrival, "sha256_of", refuse)
    (delivery,) = scan(tmp_path)
    assert delivery.files == ()
    assert "Permission denied" in delivery.findings[0].observed


def test_names_that_are_no_utf_8_are_carried(lay: Lay, tmp_path: Path, objects: Objects) -> None:
    odd = os.fsdecode(b"label-\xff")
    lay(ern4(Song(ai="None")), folder=f"B/{odd}", name=f"{odd}.xml")
    (delivery,) = scan(tmp_path)
    assert Delivery.model_validate_json(delivery.model_dump_json()) == delivery
    assert read_delivery(delivery, objects.open).tracks[0].sound is not None


def test_a_time_that_no_calendar_has_is_survived(
    lay: Lay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(ern4())
    monkeypatch.setattr(ingest.arrival, "modified_s", lambda _: 1e18)  # some file systems keep such times
    (delivery,) = scan(tmp_path)
    assert delivery.received_at.year == 1970


def test_a_time_that_is_still_to_come_is_the_present(lay: Lay, inbox: Inbox, clock: FixedClock) -> None:
    lay(ern4(), mtime=(START + timedelta(days=3650)).timestamp())
    assert list(inbox.scan()) == []
    clock.advance(2)
    (delivery,) = inbox.scan()
    assert delivery.received_at == clock.now()


def test_a_manifest_is_compared_again_only_when_something_changed(
    lay: Lay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(ern4(), folder="B17/1", name="1.xml")
    (tmp_path / "B17" / "BatchComplete_B17.xml").write_bytes(manifest(("MSG-1", "1/1.xml", "")))
    compared: list[object] = []
    monkeypatch.setattr(
        ingest.batch, "compare", lambda *given: compared.append(given) or ingest.rules.batches.compare(*given)
    )
    inbox = Inbox(tmp_path, once=True)
    assert [len(list(inbox.scan())) for _ in range(3)] == [1, 0, 0]
    assert len(compared) == 1
    lay(ern4(Song(title="Other")), folder="B17/1", name="1.xml")
    assert len(list(inbox.scan())) == 1
    assert len(compared) == 2


def test_a_removed_delivery_that_comes_again_is_handed_out_again(
    lay: Lay, inbox: Inbox, clock: FixedClock
) -> None:
    path = lay(ern4())
    list(inbox.scan())
    clock.advance(2)
    assert len(list(inbox.scan())) == 1
    path.unlink()
    list(inbox.scan())
    lay(ern4())
    list(inbox.scan())
    clock.advance(2)
    assert len(list(inbox.scan())) == 1


def test_an_inbox_that_is_no_folder_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(InboxMissingError, match="not a folder") as caught:
        list(scan(tmp_path / "none"))
    assert caught.value.remedy
