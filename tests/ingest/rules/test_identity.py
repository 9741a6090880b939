"""I: identifiers."""

import re

import pytest

from contracts.finding import Severity
from ingest.ern.reader import read
from tests.ingest.messages import ICPN, ISNI, Song, ern3, ern4
from tests.ingest.rules.codes import codes, told


def i_findings(data: bytes) -> list[tuple[str, Severity]]:
    return [(f.code, f.severity) for f in told(data) if f.code.startswith("DX-I")]


def test_good_identifiers_find_nothing() -> None:
    assert i_findings(ern4()) == []
    assert i_findings(ern3()) == []


def test_i01_a_malformed_isrc_is_critical_and_others_a_warning() -> None:
    assert i_findings(ern4(Song(isrc="QZ-1"))) == [("DX-I01", Severity.CRITICAL)]
    assert i_findings(ern4(icpn="42")) == [("DX-I01", Severity.WARNING)]
    # The sender and the party on whose behalf it sends.
    assert i_findings(ern4(sender="QUAY")) == [("DX-I01", Severity.WARNING)] * 2


def test_i01_an_empty_isrc_is_critical() -> None:
    assert i_findings(ern4(Song(isrc=""))) == [("DX-I01", Severity.CRITICAL)]


def test_i01_no_identifier_at_all_is_critical_but_a_proprietary_one_may_stand_in() -> None:
    assert i_findings(ern4(Song(isrc=None))) == [("DX-I01", Severity.CRITICAL)]
    data = ern4().replace(b"<ISRC>QZABC2600001</ISRC>", b"")
    assert i_findings(data) == [("DX-I01", Severity.INFORMATION)]


def test_i02_check_digits() -> None:
    assert i_findings(ern4(icpn=ICPN[:-1] + "2")) == [("DX-I02", Severity.WARNING)]
    data = ern4().replace(ISNI.encode(), ISNI[:-1].encode() + b"3")
    assert i_findings(data) == [("DX-I02", Severity.WARNING)]


def test_i02_a_party_with_many_credits_is_told_once() -> None:
    songs = [Song(reference=f"A{n}", isrc=f"QZABC260000{n}") for n in range(1, 6)]
    data = ern4(*songs).replace(ISNI.encode(), ISNI[:-1].encode() + b"3")
    assert codes(data).count("DX-I02") == 1


def test_i03_one_isrc_for_two_recordings_however_it_is_written() -> None:
    data = ern4(Song(), Song(reference="A2", isrc="qz-abc-26-00001", title="Ebb"))
    assert ("DX-I03", Severity.CRITICAL) in i_findings(data)


GOOD_ISWC, BAD_CHECK, NO_ISWC = "T-034.524.680-1", "T-034.524.680-2", "T-034"
FOUND = [(GOOD_ISWC, []), (BAD_CHECK, ["DX-I02"]), (NO_ISWC, ["DX-I01"])]


def i_codes(data: bytes) -> list[str]:
    return [code for code, severity in i_findings(data) if severity is Severity.WARNING]


@pytest.mark.parametrize("version", ["41", "411", "42", "43", "431", "432"])
@pytest.mark.parametrize(("iswc", "found"), FOUND)
def test_the_iswc_of_a_work_in_ern_4(version: str, iswc: str, found: list[str]) -> None:
    data = ern4(Song(extra=f"<WorkId><ISWC>{iswc}</ISWC></WorkId>"), version=version)
    assert i_codes(data) == found


@pytest.mark.parametrize("version", ["381", "382", "383"])
@pytest.mark.parametrize(("iswc", "found"), FOUND)
def test_the_iswc_of_a_work_in_ern_3(version: str, iswc: str, found: list[str]) -> None:
    ids = f"<IndirectSoundRecordingId><ISWC>{iswc}</ISWC></IndirectSoundRecordingId>"
    assert i_codes(ern3(Song(extra=ids), version=version)) == found
    works = (
        "<WorkList><MusicalWork><MusicalWorkReference>W1</MusicalWorkReference>"
        f"<MusicalWorkId><ISWC>{iswc}</ISWC></MusicalWorkId></MusicalWork></WorkList><ResourceList>"
    )
    assert i_codes(ern3(version=version).replace(b"<ResourceList>", works.encode(), 1)) == found


def test_a_recording_knows_its_works_by_their_list_and_its_own_identifiers() -> None:
    reference = "<ResourceMusicalWorkReference>W1</ResourceMusicalWorkReference>"
    listed = f"<ResourceMusicalWorkReference>{reference}</ResourceMusicalWorkReference>"
    song = Song(
        extra="<IndirectSoundRecordingId><ISWC>T0345246801</ISWC></IndirectSoundRecordingId>"
        f"<ResourceMusicalWorkReferenceList>{listed}</ResourceMusicalWorkReferenceList>"
    )
    works = (
        "<WorkList><MusicalWork><MusicalWorkReference>W1</MusicalWorkReference>"
        "<MusicalWorkId><ISWC>T1234567894</ISWC></MusicalWorkId></MusicalWork></WorkList><ResourceList>"
    )
    message = read(ern3(song).replace(b"<ResourceList>", works.encode(), 1))
    assert message.iswcs_of(message.recordings[0]) == ("T0345246801", "T1234567894")


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        ("<IpiNameNumber>00052210041</IpiNameNumber>", ["DX-I02"]),
        ("<IpiNameNumber>52210040</IpiNameNumber>", ["DX-I01"]),
        ("<ISNI>000000045678901X</ISNI>", ["DX-I02"]),
        ("<ISNI>0000 0004 5678 9012</ISNI>", []),
        ('<ProprietaryId Namespace="IPI">00052210041</ProprietaryId>', ["DX-I02"]),
    ],
)
def test_the_identifiers_of_a_party_that_nothing_credits(ids: str, found: list[str]) -> None:
    party = f"<Party><PartyReference>P7</PartyReference><PartyId>{ids}</PartyId></Party>"
    assert i_codes(ern4(parties=party)) == found


def test_the_identifiers_of_a_party_in_ern_3() -> None:
    party = (
        '<ResourceContributor><PartyName><FullName>A</FullName></PartyName><PartyId IsISNI="true">'
        "000000045678901X</PartyId></ResourceContributor>"
    )
    data = ern3().replace(b"<LabelName>", party.encode() + b"<LabelName>", 1)
    assert i_codes(data) == ["DX-I02"]


def test_the_isrc_of_a_video() -> None:
    video = (
        "<Video><ResourceReference>A5</ResourceReference><ResourceId><ISRC>QZ-1</ISRC></ResourceId></Video>"
    )
    assert ("DX-I01", Severity.CRITICAL) in i_findings(ern4(resources=video))


def test_i01_a_release_that_nothing_identifies() -> None:
    nameless = re.sub(rb"<ReleaseId>.*?</ReleaseId>", b"<ReleaseId><ICPN/></ReleaseId>", ern4(), count=1)
    assert "The release has no identifier." in [f.observed for f in told(nameless) if f.code == "DX-I01"]
    own = b'<ReleaseId><ProprietaryId Namespace="Q">7</ProprietaryId></ReleaseId>'
    named = re.sub(rb"<ReleaseId>.*?</ReleaseId>", own, ern4(), count=1)
    assert "The release has no identifier." not in [f.observed for f in told(named)]
