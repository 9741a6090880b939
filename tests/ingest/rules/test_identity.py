"""I: identifiers."""

from contracts.finding import Severity
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
