import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from deadwax.demo.ern_parts import WrittenFile
from deadwax.demo.ern_writer import write
from deadwax.demo.plan import Format, Kind
from deadwax.demo.sound import RATE_HZ, encode
from deadwax.demo.world import plan
from tests.deadwax.conftest import Deadwax

RELEASE = next(
    r
    for r in plan(120).releases
    if r.tracks[0].kind is Kind.HONEST and r.sender.ern == "4.3.2" and len(r.tracks) == 1
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Sound as long as the message says."""
    path = tmp_path_factory.mktemp("sound") / "a.flac"
    encode(np.zeros((2, round(RELEASE.tracks[0].recipe.duration_s * RATE_HZ)), np.float32), Format.FLAC, path)
    return path.read_bytes()


def spoil(folder: Path) -> None:
    """Make the file another one than the message says."""
    path = folder / "resources" / "a.flac"
    path.write_bytes(path.read_bytes() + b"!")


@pytest.fixture
def folder(tmp_path: Path, content: bytes) -> Path:
    """A delivery whose one file has the checksum that its message gives."""
    made = tmp_path / "delivery"
    (made / "resources").mkdir(parents=True)
    (made / "resources" / "a.flac").write_bytes(content)
    file = WrittenFile("a.flac", hashlib.md5(content).hexdigest(), 44_100)
    (made / "message.xml").write_bytes(write(RELEASE, (file,)))
    return made


def test_a_clean_delivery_ends_with_0(deadwax: Deadwax, folder: Path) -> None:
    result = deadwax("check", folder, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert told["status"] == "accepted"
    assert told["path"] == str(folder / "message.xml")


def test_findings_end_with_1_and_have_the_documented_shape(deadwax: Deadwax, folder: Path) -> None:
    spoil(folder)
    result = deadwax("check", folder, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["status"] == "accepted_with_warnings"
    (wrong,) = [f for f in told["findings"] if f["code"] == "DX-H01"]
    keys = {"code", "severity", "xpath", "line", "isrc", "observed", "expected", "fix"}
    keys |= {"error_type", "file_status", "proposed_action", "manual_check", "rule_version"}
    assert keys <= set(wrong)
    assert wrong["isrc"] == RELEASE.tracks[0].isrc
    assert wrong["severity"] == "Critical"


def test_people_get_the_findings_by_recording_with_the_fix(deadwax: Deadwax, folder: Path) -> None:
    (folder / "resources" / "a.flac").unlink()
    shown = deadwax("check", folder).stdout
    assert f"A1 {RELEASE.tracks[0].isrc} “{RELEASE.tracks[0].title}”" in shown
    assert "DX-H03" in shown
    assert "resources/a.flac: The file is not in the delivery." in shown
    assert "finding: 1 Critical)" in shown or "1 Critical," in shown
    assert "fix: " in shown
    assert "expected: " in shown


def test_a_broken_message_is_unreadable(deadwax: Deadwax, folder: Path) -> None:
    (folder / "message.xml").write_bytes(b"<NewReleaseMessage>")
    result = deadwax("check", folder, "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["status"] == "rejected"


def test_nothing_to_check_is_unreadable_and_says_so_on_standard_error(
    deadwax: Deadwax, tmp_path: Path
) -> None:
    result = deadwax("check", tmp_path / "nowhere", "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "nowhere" in result.stderr


def test_markup_in_a_title_is_shown_as_it_is(deadwax: Deadwax, folder: Path) -> None:
    message = (folder / "message.xml").read_text("utf-8")
    odd = message.replace(RELEASE.tracks[0].title, "[bold red]not markup[/]")
    (folder / "message.xml").write_text(odd, "utf-8")
    (folder / "resources" / "a.flac").unlink()
    assert "[bold red]not markup[/]" in deadwax("check", folder).stdout


@pytest.mark.parametrize(("fail_on", "code"), [("critical", 1), ("never", 0)])
def test_the_exit_code_follows_fail_on(deadwax: Deadwax, folder: Path, fail_on: str, code: int) -> None:
    spoil(folder)
    assert deadwax("check", folder, "--fail-on", fail_on).exit_code == code


def test_information_fails_only_where_asked(deadwax: Deadwax, folder: Path) -> None:
    assert deadwax("check", folder).exit_code == 0
    assert deadwax("check", folder, "--fail-on", "information").exit_code == 1


def test_sarif_is_one_document_with_paths_from_where_one_stands(
    deadwax: Deadwax, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(folder)
    monkeypatch.chdir(folder.parent)
    result = deadwax("check", "delivery", "--sarif")
    run = json.loads(result.stdout)["runs"][0]
    assert result.exit_code == 1
    (wrong,) = [each for each in run["results"] if each["ruleId"] == "DX-H01"]
    location = wrong["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "delivery/message.xml"


def test_two_formats_at_once_are_refused(deadwax: Deadwax, folder: Path) -> None:
    result = deadwax("check", folder, "--sarif", "--json")
    assert result.exit_code == 2
    assert "exclude each other" in result.stderr


def test_several_messages_end_with_their_sum(deadwax: Deadwax, folder: Path) -> None:
    (folder / "broken.xml").write_bytes(b"<a>")
    result = deadwax("check", folder)
    assert result.exit_code == 2
    assert "2 messages: 1 would be accepted; 1 would be rejected." in result.stdout


def test_control_characters_of_a_delivery_never_reach_the_terminal(deadwax: Deadwax, folder: Path) -> None:
    message = (folder / "message.xml").read_text("utf-8")
    odd = message.replace(RELEASE.tracks[0].title, "\u009b31m\u202e red")
    (folder / "message.xml").write_text(odd, "utf-8")
    (folder / "resources" / "a.flac").unlink()
    shown = deadwax("check", folder).stdout
    assert "⟨U+009B⟩31m⟨U+202E⟩ red" in shown
    assert not {"\u009b", "\u202e", "\x1b"} & set(shown)
