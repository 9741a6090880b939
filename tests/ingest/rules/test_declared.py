"""D: each rule finds what it is for, and keeps quiet otherwise."""

import pytest

from contracts.finding import Severity
from ingest.ern.reader import read
from ingest.rules.apply import findings, found_in
from ingest.rules.severities import Severities
from tests.ingest.messages import DPID, Song, ern3, ern4, generative_ai, party
from tests.ingest.rules.codes import codes

USER_DEFINED = "<Contributor><SpecialContributor{}>UserDefined</SpecialContributor></Contributor>"
USER_ROLE = (
    "<Contributor><ContributorPartyReference>P1</ContributorPartyReference>"
    '<Role><Value Namespace="Q" UserDefinedValue="{}">UserDefined</Value></Role></Contributor>'
)


@pytest.mark.parametrize("version", ["431", "432"])
def test_d01_silence_in_a_version_that_can_speak(version: str) -> None:
    assert "DX-D01" in codes(ern4(version=version))
    assert "DX-D01" not in codes(ern4(Song(ai="None"), version=version))


@pytest.mark.parametrize("data", [ern3(), ern4(version="43"), ern4(version="411")])
def test_d02_a_version_that_cannot_speak_is_told_once(data: bytes) -> None:
    assert codes(data).count("DX-D02") == 1
    assert "DX-D01" not in codes(data)


@pytest.mark.parametrize("text", ["none", " None", "None ", "", "Assisted", "ALL"])
def test_d03_a_value_outside_the_set(text: str) -> None:
    found = codes(ern4(Song(ai=text)))
    assert "DX-D03" in found
    assert "DX-D01" not in found  # it is declared, if badly


def test_d03_holds_for_contributors_and_releases_too() -> None:
    assert codes(ern4(Song(ai="All", contributors=party("Composer", "all")))).count("DX-D03") == 1
    assert codes(ern4(Song(ai="All"), release_ai="yes")).count("DX-D03") == 1


def test_d04_user_defined() -> None:
    assert "DX-D04" in codes(ern4(Song(contributors=USER_DEFINED.format(""))))
    assert "DX-D04" not in codes(ern4(Song(contributors=USER_DEFINED.format(' UserDefinedValue="Choir"'))))
    assert "DX-D04" in codes(ern4(Song(contributors=USER_ROLE.format("AI Vocals"))))
    assert "DX-D04" not in codes(ern4(Song(contributors=USER_ROLE.format("Air Horn"))))


def test_d05_partly_without_anyone() -> None:
    assert "DX-D05" in codes(ern4(Song(ai="Partly", contributors=party("Composer", "None"))))
    assert "DX-D05" not in codes(ern4(Song(ai="Partly", contributors=party("Composer", "Partly"))))
    assert "DX-D05" not in codes(ern4(Song(ai="Partly", contributors=generative_ai("Composer"))))


def test_d06_a_contribution_without_a_role() -> None:
    assert "DX-D06" in codes(ern4(Song(ai="Partly", contributors=party("", "Partly"))))
    assert "DX-D06" in codes(ern4(Song(ai="Partly", contributors=generative_ai(""))))
    assert "DX-D06" not in codes(ern4(Song(contributors=party("", "None"))))


def test_a_contract_decides_how_severe_silence_is() -> None:
    message = read(ern4())
    found = [each for each in found_in(message) if each.code == "DX-D01"]
    agreed = Severities(by_sender={DPID: {"DX-D01": Severity.CRITICAL}})
    others = Severities(by_code={"DX-D01": Severity.WARNING}, by_sender={"PADPIDA0000000000X": {}})
    assert [f.severity for f in findings(message, found, Severities())] == [Severity.INFORMATION]
    assert [f.severity for f in findings(message, found, agreed)] == [Severity.CRITICAL]
    assert [f.severity for f in findings(message, found, others)] == [Severity.WARNING]
