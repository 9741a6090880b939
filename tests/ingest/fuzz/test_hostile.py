"""Hostile deliveries are answered in bounded time and memory, and nothing outside them is touched."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.check import CheckResult, check
from tests.ingest.fuzz.measure import Used, measured
from tests.ingest.messages import FLAC, Song, ern4

MEMORY_MB = 256
CPU_S = 10
"""Several times what the slowest takes on a machine that does nothing else."""
ADDRESS_SPACE_MB = 1_024

OPEN, CLOSE = ern4().split(b"<PartyList>")
OPEN = OPEN + b"<PartyList>"


def inside(body: bytes) -> bytes:
    """A message of ERN 4.3.2 with ``body`` in it."""
    return OPEN + body + b"</PartyList></ern:NewReleaseMessage>"


def laughs(levels: int) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e{levels - 1};</a>'.encode()


def many_songs(count: int, title: str = "T") -> bytes:
    return ern4(*(Song(reference=f"A{n}", isrc=None, title=title, files={}) for n in range(count)))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "DX-X01"),
    "a doctype": (lambda: b"<!DOCTYPE a><a/>", "DX-X01"),
    "an external entity": (
        lambda: b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "DX-X01",
    ),
    "an external doctype": (lambda: b"<!DOCTYPE a SYSTEM 'http://169.254.169.254/x.dtd'><a/>", "DX-X01"),
    "a billion laughs": (lambda: laughs(12), "DX-X01"),
    "quadratic blow-up": (
        lambda: b"<!DOCTYPE a [<!ENTITY x '" + b"y" * 100_000 + b"'>]><a>" + b"&x;" * 100_000 + b"</a>",
        "DX-X01",
    ),
    "200,000 open elements": (lambda: b"<a>" * 200_000, "DX-X01"),
    "200,000 nested elements": (lambda: b"<a>" * 200_000 + b"</a>" * 200_000, "DX-X01"),
    "200,000 nested elements in a message": (
        lambda: inside(b"<Party>" * 200_000 + b"</Party>" * 200_000),
        "DX-X01",
    ),
    "50 MB of spaces": (lambda: inside(b" " * 50_000_000), "DX-X01"),
    "50 MB of elements": (lambda: inside(b"<Party/>" * 6_250_000), "DX-X01"),
    "16 MB in one text": (lambda: inside(b"x" * 16_000_000), "DX-X01"),
    "16 MB of references": (lambda: inside(b"&#65;" * 3_200_000), "DX-X01"),
    "16 MB of comments": (lambda: inside(b"<!---->" * 2_200_000), "DX-X01"),
    "a million attributes": (
        lambda: b"<a " + b" ".join(b"x%d=''" % n for n in range(1_000_000)) + b"/>",
        "DX-X01",
    ),
    "100,000 namespaces": (
        lambda: b"<a " + b" ".join(b"xmlns:x%d='u'" % n for n in range(100_000)) + b"/>",
        "DX-X02",
    ),
    "NUL": (lambda: ern4(Song(title="a")).replace(b">a<", b">a\0<"), "DX-X01"),
    "UTF-16": (lambda: ern4().decode().replace("UTF-8", "UTF-16").encode("utf-16"), "DX-X01"),
    "UTF-7": (lambda: ern4().replace(b"UTF-8", b"UTF-7"), "DX-X01"),
    "an encoding that lies": (lambda: ern4(Song(title="Käfer")).decode().encode("latin-1"), "DX-X01"),
    "a bare surrogate": (lambda: ern4(Song(title="a")).replace(b">a<", b">\xed\xa0\x80<"), "DX-X01"),
    "a ZIP file": (lambda: b"PK\x03\x04" + bytes(1_000), "DX-X01"),
    "another root": (lambda: b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "DX-X02"),
    "an XInclude": (
        lambda: b"<a xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='/etc/passwd'/></a>",
        "DX-X02",
    ),
    "400,000 parties": (lambda: ern4(parties="<Party/>" * 400_000), "DX-X01"),
    "too many recordings": (lambda: many_songs(5_001), "DX-X01"),
}

TAKEN: dict[str, Callable[[], bytes]] = {
    "2,000 recordings": lambda: many_songs(2_000),
    "19,000 parties": lambda: ern4(parties="<Party/>" * 19_000),
    "200,000 stray elements": lambda: ern4(Song(extra="<x/>" * 200_000)),
    "100,000 declarations where none belongs": lambda: ern4(
        Song(extra=f"<Raga>{'<ContainsAI/>' * 100_000}</Raga>")
    ),
    "100,000 dates that are none": lambda: ern4().replace(
        b"</DealTerms>",
        b"".join(b"<StartDate>x%d</StartDate>" % n for n in range(100_000)) + b"</DealTerms>",
        1,
    ),
    "500 recordings with long titles": lambda: many_songs(500, "T" * 10_000),
    "1,000 recordings with one ISRC": lambda: ern4(
        *(Song(reference=f"A{n}", files={}) for n in range(1_000))
    ),
    "1,000 recordings with one reference": lambda: ern4(
        *(Song(isrc=f"QZABC26{n:05}", files={}) for n in range(1_000))
    ),
    "5,000 references to nothing": lambda: ern4(
        Song(
            contributors="<Contributor><ContributorPartyReference>PX</ContributorPartyReference></Contributor>"
            * 5_000
        )
    ),
    "2,000 files of one recording": lambda: ern4(
        Song(files={f"resources/{n}.flac": "" for n in range(2_000)})
    ),
    "50 groups inside each other": lambda: (
        ern4()
        .replace(b"<ResourceGroup>", b"<ResourceGroup>" * 50)
        .replace(b"</ResourceGroup>", b"</ResourceGroup>" * 50)
    ),
    "numbers beyond all measure": lambda: ern4(Song(duration="PT" + "9" * 4_000 + "S"), start="9" * 4_000),
    "turned and hidden characters": lambda: ern4(Song(title="\u202eevil\u2066\u200b\u009b31m\ufeff")),
}


def checked(path: Path) -> list[CheckResult]:
    """Check in a child that may take no more than an honest delivery needs."""
    used = measured(lambda: check(path), memory_mb=ADDRESS_SPACE_MB, cpu_s=4 * CPU_S)
    assert used.memory_mb < MEMORY_MB, used
    assert used.cpu_s < CPU_S, used
    results: list[CheckResult] = used.result
    return results


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "inbox" / "delivery"
    (made / "resources").mkdir(parents=True)
    return made


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_message_is_refused(folder: Path, name: str) -> None:
    make, code = REFUSED[name]
    (folder / "message.xml").write_bytes(make())
    (result,) = checked(folder)
    assert [finding.code for finding in result.findings] == [code]
    assert result.status.value == "rejected"


@pytest.mark.parametrize("name", TAKEN)
def test_an_extreme_message_is_taken(folder: Path, name: str) -> None:
    (folder / "message.xml").write_bytes(TAKEN[name]())
    (result,) = checked(folder)
    assert result.tracks
    assert result.findings


NAMES = (
    "../secret.flac",
    "resources/../../secret.flac",
    "/etc/passwd",
    "//host/share/a.flac",
    "\\\\host\\share\\a.flac",
    "C:\\a.flac",
    "..\\secret.flac",
    "file:///etc/passwd",
    "http://127.0.0.1:1/a.flac",
    "http://169.254.169.254/latest/meta-data/",
    "ftp://10.0.0.1/a.flac",
    "gopher://[::1]/a",
    "jar:file:///tmp/a.zip!/a.flac",
    "a.zip/../../secret.flac",
    "%2e%2e/secret.flac/../../../secret.flac",
    "~/secret.flac",
    "resources",
    ".",
    "message.xml/x",
    "x" * 5_000,
    "/".join("x" * 200),
    "\u202eflac.exe",
)


def test_no_name_leads_out_of_the_delivery_or_onto_the_network(folder: Path) -> None:
    (folder.parent / "secret.flac").write_bytes(FLAC)
    songs = (Song(reference=f"A{n}", isrc=None, files={name: ""}) for n, name in enumerate(NAMES))
    (folder / "message.xml").write_bytes(ern4(*songs))
    touched, (result,) = _watched(folder)
    assert [event for event in touched if event.startswith("socket")] == []
    assert {path for path in touched if "secret" in path or "passwd" in path} == set()
    assert [finding.code for finding in result.findings].count("DX-H03") >= len(NAMES)
    assert all(file.location is None for track in result.tracks for file in track.audio)


@pytest.mark.parametrize("kind", ["file", "folder", "loop", "device", "pipe", "socket folder"])
def test_what_is_no_plain_file_of_the_delivery_is_not_read(folder: Path, kind: str) -> None:
    secret = folder.parent.parent / "outside"
    secret.mkdir()
    (secret / "A1.flac").write_bytes(FLAC)
    audio = folder / "resources" / "A1.flac"
    if kind == "file":
        audio.symlink_to(secret / "A1.flac")
    elif kind == "folder":
        audio.parent.rmdir()
        audio.parent.symlink_to(secret)
    elif kind == "loop":
        audio.symlink_to(audio)
    elif kind == "device":
        audio.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(audio)
    else:
        audio.mkdir()
    (folder / "message.xml").write_bytes(ern4())
    touched, (result,) = _watched(folder.parent)
    assert "DX-H03" in [finding.code for finding in result.findings]
    assert not [path for path in touched if "outside" in path or path == "/dev/zero"]


def test_a_message_that_is_a_link_to_elsewhere_is_no_message(folder: Path) -> None:
    (folder.parent.parent / "outside.xml").write_bytes(ern4())
    (folder / "message.xml").symlink_to(folder.parent.parent / "outside.xml")
    os.mkfifo(folder / "pipe.xml")
    (folder / "honest.xml").write_bytes(ern4())
    assert [result.path.name for result in checked(folder.parent)] == ["honest.xml"]


def test_folders_inside_folders_are_walked_to_any_depth(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("a", dir_fd=here)
        inner = os.open("a", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    (folder / "message.xml").write_bytes(ern4())
    try:
        assert len(checked(folder)) == 1
    finally:
        # pytest's own cleaning would call itself too often
        subprocess.run(["rm", "-rf", str(folder / "a")], check=True)


def test_checksums_that_lie_about_their_length_are_findings(folder: Path) -> None:
    (folder / "resources" / "A1.flac").write_bytes(FLAC)
    values = ("0" * 1_000_000)[:60_000], "", "zz", "0" * 31, "=" * 44
    lying = "".join(
        f"<HashSum><Algorithm>SHA256</Algorithm><HashSumValue>{value}</HashSumValue></HashSum>"
        for value in values
    )
    (folder / "message.xml").write_bytes(ern4(Song(files={"resources/A1.flac": lying})))
    (result,) = checked(folder)
    told = [finding for finding in result.findings if finding.code in ("DX-H01", "DX-H02")]
    assert len(told) >= len(values)
    assert all(len(finding.observed) < 1_000 for finding in told)


def _watched(path: Path) -> tuple[list[str], list[CheckResult]]:
    """Check in a child that notes each file it opens and each socket it makes."""

    def work() -> tuple[list[str], list[CheckResult]]:
        check(path)  # whatever is imported on the way is imported now
        touched: list[str] = []

        def note(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open":
                touched.append(str(arguments[0]))
            elif event.startswith("socket."):
                touched.append(f"{event} {arguments!r}")

        sys.addaudithook(note)
        return touched, check(path)

    used: Used = measured(work, memory_mb=ADDRESS_SPACE_MB, cpu_s=4 * CPU_S)
    touched, results = used.result
    return touched, results
