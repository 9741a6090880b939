"""Uploads are counted by names, prefixes and lines, whatever way those are written."""

import pytest

from detectors.uploads.keys import Key, KeyKind, isrc_prefix, keys_of, product_prefix, rights_line
from tests.detectors.tracks import make_track


def test_a_track_has_a_key_of_every_kind_that_it_names() -> None:
    track = make_track(icpn="5060000012345", cover="c" * 64, p_line="(P) 2026 Red Records")
    assert {key.kind for key in keys_of(track)} == set(KeyKind)
    bare = make_track(label=None, display_artist="", isrc=None)
    assert [key.kind for key in keys_of(bare)] == [KeyKind.SENDER]


@pytest.mark.parametrize(
    ("isrc", "prefix"),
    [("GB-AYE-66-00001", "GBAYE"), ("gbaye6600001", "GBAYE"), (None, ""), ("NOT AN ISRC", ""), ("GB", "")],
)
def test_isrc_prefixes(isrc: str | None, prefix: str) -> None:
    assert isrc_prefix(isrc) == prefix


def test_a_upc_and_its_ean_have_one_prefix() -> None:
    assert (
        product_prefix("012345678905") == product_prefix("0012345678905") == product_prefix("00012345678905")
    )
    assert product_prefix("012345678905") != product_prefix("012355678905")
    assert product_prefix("012345678905") == product_prefix("012345699999")
    assert [product_prefix(text) for text in (None, "", "abc", "123", "000000000000")] == [""] * 5


@pytest.mark.parametrize(
    "line",
    [
        "(P) 2026 Red Records",
        "\u2117 2024 red records",
        "2019, 2020 Red Records",
        "P 2026 RED RECORDS.",
        "Red Records",
    ],
)
def test_rights_lines_are_told_by_their_owner(line: str) -> None:
    assert rights_line(make_track(p_line=line)) == "redrecords"


def test_owners_that_begin_like_a_sign_keep_their_names() -> None:
    assert rights_line(make_track(p_line="2026 Parade")) == "parade"
    assert rights_line(make_track(p_line="Parade")) == "parade"


def test_numbers_fit_the_database_and_tell_kinds_apart() -> None:
    numbers = {Key(kind, "one name").number for kind in KeyKind}
    assert len(numbers) == len(KeyKind)
    assert all(0 <= number < 1 << 63 for number in numbers)
