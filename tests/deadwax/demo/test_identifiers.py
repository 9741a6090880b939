from hypothesis import given
from hypothesis import strategies as st

from deadwax.demo.identifiers import dpid, icpn, isrc
from ingest.identifiers import check_digits


def test_isrc_has_the_standards_shape() -> None:
    assert isrc(101, 7) == "ZZ1012600007"
    assert len(isrc(999, 99_999)) == 12


@given(st.integers(0, 99_999), st.integers(0, 9_999))
def test_an_icpn_is_an_ean_13(block: int, number: int) -> None:
    digits = [int(digit) for digit in icpn(block, number)]
    assert len(digits) == 13
    assert (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


def test_a_published_party_id_is_reproduced() -> None:
    assert dpid(2007050901) == "PADPIDA2007050901U"


@given(st.integers(0, 9_999_999_999))
def test_a_party_id_passes_the_check_that_ingest_makes(number: int) -> None:
    assert check_digits.mod_37_36(dpid(number))
