"""D: each rule finds what it is for, and keeps quiet otherwise."""

from datetime import UTC, datetime

import pytest

from contracts.finding import Severity
from ingest.ern.reader import read
from ingest.rules.apply import findings, found_in
from ingest.rules.severities import Agreed, Severities
from tests.ingest.messages import DPID, Song, ern3, ern4, generative_ai, party
from tests.ingest.rules.codes import codes, told

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
    line = Agreed("DX-D01", Severity.CRITICAL)
    agreed = Severities(by_sender={DPID: (line,)})
    others = Severities(
        for_all=(Agreed("DX-D01", Severity.WARNING),), by_sender={"PADPIDA0000000000X": (line,)}
    )
    received = datetime(2026, 11, 2, tzinfo=UTC)
    for severities, expected in (
        (Severities(), Severity.INFORMATION),
        (agreed, Severity.CRITICAL),
        (others, Severity.WARNING),
    ):
        occasion = severities.occasion(message, received)
        assert [f.severity for f in findings(message, found, severities, occasion)] == [expected]


def test_d07_what_else_is_not_declared() -> None:
    assert codes(ern4(Song(ai="None"))).count("DX-D07") == 1  # the cover
    assert "DX-D07" not in codes(ern4(Song(ai="None"), cover_ai="None"))
    assert "DX-D07" not in codes(ern4())  # nothing is declared at all, which DX-D01 says
    by_ai = Song(ai="Partly", contributors=generative_ai("LeadVocalist"))
    assert "DX-D07" in codes(ern4(by_ai, cover_ai="None"))
    composed = Song(ai="Partly", contributors=generative_ai("LeadVocalist") + party("Composer", "None"))
    assert "DX-D07" not in codes(ern4(composed, cover_ai="None"))


def test_d03_names_the_element_and_what_was_meant() -> None:
    [found] = [f for f in told(ern4(Song(ai=" none"))) if f.code == "DX-D03"]
    assert found.observed == "ContainsAI is ' none'."
    assert found.fix == "Write None; until then it counts as undeclared."
    odd = told(ern4(Song(ai="Partly", contributors=party("Composer", "a bit"))))
    assert "AiContribution is 'a bit'." in [f.observed for f in odd if f.code == "DX-D03"]


def test_d01_says_who_is_credited_with_ai_all_the_same() -> None:
    [found] = [f for f in told(ern4(Song(contributors=generative_ai("Composer")))) if f.code == "DX-D01"]
    assert "though AI is credited: GenerativeAI" in found.observed


def test_d04_a_user_defined_special_contributor_that_speaks_of_ai() -> None:
    assert "DX-D04" in codes(ern4(Song(contributors=USER_DEFINED.format(' UserDefinedValue="AI voice"'))))
