"""``deadwax check`` lints what is about to be sent."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Finding, Severity
from ingest.check import CheckResult, check, rank
from ingest.errors import NothingToCheckError
from tests.ingest.messages import Song, ern4, generative_ai, hash_sum

Lay = Callable[..., Path]
FIELDS = {"code", "severity", "xpath", "line", "isrc", "observed", "expected", "fix"} | {
    "error_type",
    "file_status",
    "proposed_action",
    "manual_check",
    "rule_version",
}


def test_a_clean_folder_exits_with_zero(lay: Lay) -> None:
    (result,) = check(lay(ern4(Song(ai="None"))).parent)
    assert (result.status.value, result.exit_code()) == ("accepted", 0)
    assert [track.title for track in result.tracks] == ["Low Tide"]


def test_findings_exit_with_one_and_have_the_documented_shape(lay: Lay) -> None:
    (result,) = check(lay(ern4(Song(ai="None", contributors=generative_ai("Composer")))).parent)
    assert result.exit_code() == 1
    shape = json.loads(json.dumps(result.to_json()))
    assert set(shape) == {"path", "status", "findings"}
    assert shape["status"] == "accepted_with_warnings"
    assert all(set(finding) >= FIELDS for finding in shape["findings"])
    assert set(shape["findings"][0]) == FIELDS


def test_an_unreadable_message_exits_with_two(lay: Lay) -> None:
    (result,) = check(lay(b"<a>", files={}))
    assert result.exit_code() == 2
    assert [finding.code for finding in result.findings] == ["DX-X01"]


def test_a_message_by_itself_is_not_blamed_for_its_files_but_told(lay: Lay) -> None:
    (result,) = check(lay(ern4(Song(ai="None")), files={}))
    assert result.exit_code() == 0
    (finding,) = [f for f in result.findings if f.code == "DX-H03"]
    assert finding.severity is Severity.INFORMATION
    assert "not checked" in finding.fix


def test_the_same_message_in_its_folder_is_blamed(lay: Lay) -> None:
    (result,) = check(lay(ern4(Song(ai="None")), files={}).parent)
    assert result.exit_code() == 1


def test_a_message_with_its_files_is_checked_with_them(lay: Lay) -> None:
    wrong = Song(ai="None", files={"resources/A1.flac": hash_sum("MD5", "0" * 32)})
    (result,) = check(lay(ern4(wrong)))
    assert "DX-H01" in [finding.code for finding in result.findings]


def test_a_file_of_another_ending_is_pointed_out(lay: Lay) -> None:
    path = lay(ern4(Song(ai="None")), files={"resources/A1.wav": b"RIFF"})
    (result,) = check(path.parent)
    assert "'A1.wav'" in next(f.fix for f in result.findings if f.code == "DX-H03")


def test_a_batch_gives_one_result_for_each_message(lay: Lay, tmp_path: Path) -> None:
    for name in ("1", "2"):
        lay(ern4(message_id=name), folder=f"B/{name}", name=f"{name}.xml")
    assert sorted(result.path.name for result in check(tmp_path / "B")) == ["1.xml", "2.xml"]


def test_paths_begin_as_they_were_written(lay: Lay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lay(ern4(Song(ai="None")), folder="B/süß %20#")
    (path.parent / "same.xml").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    told = sorted(result.shown_path for result in check(Path("B")))
    assert told == ["B/süß %20#/message.xml", "B/süß %20#/same.xml"]


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingToCheckError, match="no file or folder"):
        check(tmp_path / "none")
    with pytest.raises(NothingToCheckError, match="neither a folder nor an ordinary file"):
        check(Path("/dev/null"))
    with pytest.raises(NothingToCheckError, match="no XML"):
        check(tmp_path)


def test_findings_are_grouped_by_recording_the_severest_first(lay: Lay) -> None:
    songs = (
        Song(ai="None", contributors=generative_ai("Composer") + generative_ai("Guitarist")),
        Song(reference="A2", isrc=None, ai="None", files={}),
        Song(reference="A3", isrc="QZABC2600003", ai="None", files={}),
    )
    (result,) = check(lay(ern4(*songs, icpn="12")).parent)
    groups = list(result.by_recording())
    assert [track.resource_reference if track else None for track, _ in groups] == ["A1", "A2", "A3", None]
    assert sorted(f.code for _, found in groups for f in found) == sorted(f.code for f in result.findings)
    for _, found in groups:
        assert [rank(f.severity) for f in found] == sorted(rank(f.severity) for f in found)


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [(Severity.CRITICAL, 0), (Severity.WARNING, 1), (Severity.INFORMATION, 1), (None, 0)],
)
def test_the_exit_code_follows_the_severity_asked_for(fail_on: Severity | None, code: int) -> None:
    finding = Finding(code="DX-D05", severity=Severity.WARNING, observed="o", expected="e", fix="f")
    result = CheckResult(Path("m.xml"), AcknowledgementStatus.ACCEPTED_WITH_WARNINGS, (finding,))
    assert result.exit_code(fail_on) == code


def test_a_rejected_message_fails_whatever_is_asked_for(lay: Lay) -> None:
    (result,) = check(lay(b"<a>", files={}))
    assert [result.exit_code(each) for each in (*Severity, None)] == [2, 2, 2, 2]


def test_a_name_that_is_no_text_is_shown(lay: Lay) -> None:
    path = lay(ern4(Song(ai="None")))
    odd = Path(os.fsdecode(os.fsencode(path.parent) + b"/m\xff.xml"))
    path.rename(odd)
    (result,) = check(odd)
    assert result.shown_path.endswith("m\ufffd.xml")
    assert json.dumps(result.to_json(), ensure_ascii=False).encode()
