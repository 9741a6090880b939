"""A ZIP file from outside becomes plain files inside one folder, or one clear error."""

import contextlib
import io
import stat
import tempfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review_api.checking.parcel import ParcelLimits, unpack
from review_api.errors import ParcelTooLargeError, UnusableParcelError
from tests.review_api.checking.zips import packed

LIMITS = ParcelLimits(most_bytes=1_000_000, most_files=50)


def unpacked(data: bytes, folder: Path, limits: ParcelLimits = LIMITS) -> dict[str, bytes]:
    """What lies in ``folder`` after unpacking; fails where anything lies outside."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        unpack(file, folder, limits)
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def link() -> bytes:
    """A ZIP file with a symbolic link to a file of the machine."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        info = zipfile.ZipInfo("message.xml")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    return data.getvalue()


def test_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    files = {"a/message.xml": b"<a/>", "a/resources/ü 1.flac": bytes(range(256)) * 100, "empty": b""}
    assert unpacked(packed(files), tmp_path / "in") == files


@pytest.mark.parametrize(
    "name",
    [
        "../out.xml",
        "/out.xml",
        "a/../../out.xml",
        "..\\out.xml",
        "C:\\out.xml",
        "a\\b.xml",
        "x" * 300,
        "a/" * 20 + "b",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableParcelError) as caught:
        unpacked(packed({name: b"<a/>"}), tmp_path / "in")
    assert "The entry" in str(caught.value)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_link_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableParcelError, match="link"):
        unpacked(link(), tmp_path / "in")


@pytest.mark.parametrize(
    "files",
    [[("a", b"1"), ("a", b"2")], [("a", b"1"), ("a/b", b"2")], [("a/b", b"1"), ("a", b"2")]],
)
def test_names_that_collide_are_refused_without_our_folders(
    tmp_path: Path, files: list[tuple[str, bytes]], recwarn: pytest.WarningsRecorder
) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, content in files:
            made.writestr(name, content)
    recwarn.clear()  # zipfile warns of a name that it writes twice
    with pytest.raises(UnusableParcelError) as caught:
        unpacked(data.getvalue(), tmp_path / "in")
    assert str(tmp_path) not in str(caught.value)


def test_a_bomb_is_stopped_while_it_is_unpacked(tmp_path: Path) -> None:
    bomb = packed({f"{n}.flac": bytes(50_000_000) for n in range(3)})
    assert len(bomb) < 200_000
    started = time.process_time()
    tracemalloc.start()
    with pytest.raises(ParcelTooLargeError):
        unpacked(bomb, tmp_path / "in")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 32_000_000
    assert time.process_time() - started < 5
    assert sum(p.stat().st_size for p in (tmp_path / "in").iterdir()) <= LIMITS.most_bytes


def test_a_size_that_lies_does_not_help(tmp_path: Path) -> None:
    data = bytearray(packed({"a.xml": b"x" * 2_000_000}))
    true = (2_000_000).to_bytes(4, "little")
    assert data.count(true) == 2
    lying = bytes(data).replace(true, (10).to_bytes(4, "little"))
    with pytest.raises((UnusableParcelError, ParcelTooLargeError)):
        unpacked(lying, tmp_path / "in")
    assert sum(p.stat().st_size for p in (tmp_path / "in").iterdir()) <= LIMITS.most_bytes


def test_too_many_files_are_refused_before_any_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(ParcelTooLargeError, match="50 files"):
        unpacked(packed({f"{n}": b"" for n in range(51)}), tmp_path / "in")
    assert len(unpacked(packed({f"{n}": b"" for n in range(50)}), tmp_path / "in")) == 50


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(tmp_path: Path, method: int) -> None:
    with pytest.raises(UnusableParcelError, match="deflate"):
        unpacked(packed({"a.xml": b"<a/>"}, method), tmp_path / "in")


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed({"a.xml": b"<a/>"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(UnusableParcelError, match="encrypted"):
        unpacked(bytes(data), tmp_path / "in")


@pytest.mark.parametrize("data", [b"", b"PK", b"<a/>", b"PK\x05\x06" + bytes(18)[:10], bytes(1000)])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnusableParcelError, match="cannot be unpacked"):
        unpacked(data, tmp_path / "in")


WHOLE = packed({"a/message.xml": b"<a>" * 50, "b.flac": bytes(range(256))})


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_ends_in_files_inside_the_folder_or_in_a_named_error(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(damaged)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "in")
        with contextlib.suppress(UnusableParcelError, ParcelTooLargeError):
            unpacked(bytes(damaged[:end] if data.draw(st.booleans()) else damaged), folder)
        assert {path.name for path in Path(name).iterdir()} <= {"in"}
        assert not any(path.is_symlink() for path in folder.rglob("*"))
