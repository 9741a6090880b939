"""Identifiers: known good ones pass, and a check digit sees every single slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identifiers.check_digits import ALPHANUMERIC
from ingest.identifiers.kinds import DPID, GRID, ICPN, IPI, ISNI, ISRC, ISWC, KINDS, Kind

GOOD = [
    (ISRC, "QZABC2600001"),
    (ISRC, "us-s1z-99-00001"),
    (ICPN, "4260000000011"),
    (ICPN, "04260000000011"),
    (GRID, "A1-2425G-ABC1234002-M"),
    (ISNI, "0000 0001 2146 438X"),
    (IPI, "00052210040"),
    (IPI, "52210040".zfill(9)),
    (DPID, "PADPIDA2026010101N"),
    (DPID, "PA-DPIDA-2026010101-N"),
    (ISWC, "T-034.524.680-1"),
]


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_good_identifiers_pass(kind: Kind, text: str) -> None:
    assert kind.has_syntax(text)
    assert kind.has_check(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ISRC, ""),
        (ISRC, "QZABC260001"),
        (ISRC, "12ABC2600001"),
        (ISRC, "QZABC260000\uff11"),
        (ICPN, "426000000001X"),
        (ICPN, "42600000000"),
        (GRID, "B1DEMO00000000017A"),
        (ISNI, "000000012146438"),
        (DPID, "DPID_OF_THE_SENDER"),
        (IPI, "1234"),
    ],
)
def test_malformed_identifiers_do_not(kind: Kind, text: str) -> None:
    assert not kind.has_syntax(text)


# ISRC has no check digit; the weights of ISWC and IPI share factors with their modulus.
@given(st.sampled_from([g for g in GOOD if g[0] not in (ISRC, IPI, ISWC)]), st.data())
def test_one_wrong_character_breaks_the_check(good: tuple[Kind, str], data: st.DataObject) -> None:
    kind, text = good
    places = [n for n, c in enumerate(text) if c.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    changed = text[:place] + other + text[place + 1 :]
    assert not (kind.has_syntax(changed) and kind.has_check(changed))


@given(st.text(alphabet=ALPHANUMERIC + " -.x", max_size=20))
def test_any_text_gets_an_answer(text: str) -> None:
    for kind in KINDS.values():
        if kind.has_syntax(text):
            assert kind.has_check(text) in (True, False)
