"""SARIF that a code host takes: every finding at a line of a file that is there."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Severity
from ingest.check import CheckResult, check
from ingest.sarif import LEVELS, sarif
from tests.ingest.messages import Song, ern4, generative_ai

Lay = Callable[..., Path]
WRONG = Song(ai="None", contributors=generative_ai("Composer"))


def run_of(path: Path, base: Path) -> dict[str, Any]:
    document = json.loads(json.dumps(sarif(check(path), base, "1.2.3")))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert run["tool"]["driver"]["version"] == "1.2.3"
    return dict(run)


def test_every_finding_is_a_result_with_its_rule_level_and_line(lay: Lay, tmp_path: Path) -> None:
    path = lay(ern4(WRONG))
    (checked,) = check(path.parent)
    run = run_of(path.parent, tmp_path)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(checked.findings) > 0
    for result, finding in zip(run["results"], checked.findings, strict=True):
        place = result["locations"][0]
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"] == finding.code
        assert result["level"] == LEVELS[finding.severity]
        assert place["physicalLocation"]["artifactLocation"] == {
            "uri": "delivery/message.xml",
            "uriBaseId": "%SRCROOT%",
        }
        assert place["physicalLocation"]["region"]["startLine"] == finding.line
        assert place["logicalLocations"][0]["fullyQualifiedName"] == finding.xpath
        assert finding.fix in result["message"]["text"]
        assert result["properties"]["severity"] == finding.severity.value
    assert all(rule["shortDescription"]["text"] for rule in rules)


def test_the_levels_are_those_of_sarif() -> None:
    assert {LEVELS[each] for each in Severity} == {"error", "warning", "note"}


def test_a_rejected_message_is_a_result_too(lay: Lay, tmp_path: Path) -> None:
    run = run_of(lay(b"<a>\n<b>", files={}), tmp_path)
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("DX-X01", "error")


def test_a_clean_message_gives_a_run_without_results(tmp_path: Path) -> None:
    clean = CheckResult(tmp_path / "message.xml", AcknowledgementStatus.ACCEPTED, ())
    (run,) = sarif([clean], tmp_path, "1.2.3")["runs"]
    assert run["results"] == []
    assert [each["location"]["uri"] for each in run["artifacts"]] == ["message.xml"]


def test_a_file_elsewhere_has_an_absolute_address(lay: Lay, tmp_path: Path) -> None:
    path = lay(ern4(WRONG), name="a b.xml")
    (tmp_path / "other").mkdir()
    location = run_of(path, tmp_path / "other")["artifacts"][0]["location"]
    assert unquote(urlsplit(location["uri"]).path) == str(path)
    assert "uriBaseId" not in location


def test_odd_names_are_encoded(lay: Lay, tmp_path: Path) -> None:
    path = lay(ern4(WRONG))
    odd = Path(os.fsdecode(os.fsencode(path.parent) + b"/50% #1\xff.xml"))
    path.rename(odd)
    (artifact,) = run_of(odd, tmp_path)["artifacts"]
    assert artifact["location"]["uri"] == "delivery/50%25%20%231%FF.xml"


def test_fingerprints_tell_findings_apart_and_do_not_move_with_lines(lay: Lay, tmp_path: Path) -> None:
    twice = Song(ai="None", contributors=generative_ai("Composer") * 2)
    first = run_of(lay(ern4(twice)), tmp_path)
    moved = run_of(lay(ern4(twice).replace(b"<PartyList>", b"\n\n<PartyList>")), tmp_path)
    prints = [tuple(each["partialFingerprints"].values()) for each in first["results"]]
    assert len(set(prints)) == len(prints)
    assert prints == [tuple(each["partialFingerprints"].values()) for each in moved["results"]]
