"""Untrusted XML is refused with one clear error, in bounded time."""

import gzip
import time

import pytest

from ingest.ern.limits import Limits
from ingest.ern.parse import parse
from ingest.errors import UnreadableXmlError

BOUND_S = 5.0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"no xml at all", "not well-formed"),
        (b"<a><b></a>", "not well-formed"),
        (b"<a>&undefined;</a>", "not well-formed"),
        (b"<a>\n\x00</a>", "NUL"),
        ("<a/>".encode("utf-16"), "is UTF-16"),
        ("<a/>".encode("utf-16-be"), "is UTF-16"),
        (gzip.compress(b"<a/>"), "is a gzip file"),
        (b"PK\x03\x04" + bytes(40), "is a ZIP file"),
        (b"<a>\xff</a>", "not well-formed"),
        (b"<a x='1' x='2'/>", "not well-formed"),
        (b"<a/><b/>", "not well-formed"),
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "UTF-7"),
        (b'<?xml version="1.0" encoding="cp037"?><a/>', "cp037"),
    ],
)
def test_what_is_no_readable_xml_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableXmlError, match=words) as caught:
        parse(data)
    assert caught.value.remedy
    assert caught.value.expected


@pytest.mark.parametrize(
    "prolog",
    [
        b"<!DOCTYPE a>",
        b"\xef\xbb\xbf<!DOCTYPE a>",
        b"<?xml version='1.0'?>\n<!-- harmless -->\n<?pi x?><!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
        b"<!DOCTYPE a [<!ENTITY n 'None'>]>",
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    ],
)
def test_every_doctype_is_refused(prolog: bytes) -> None:
    with pytest.raises(UnreadableXmlError, match="DOCTYPE"):
        parse(prolog + b"<a>&n;</a>")


def test_a_doctype_in_a_comment_or_text_is_no_doctype() -> None:
    root = parse(b"<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE a>]]></a>")
    assert root.text == "<!DOCTYPE a>"


def test_a_doctype_that_the_byte_scan_misses_is_seen_in_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.ern.parse._doctype_line", lambda _: None)
    with pytest.raises(UnreadableXmlError, match="DOCTYPE"):
        parse(b"<!DOCTYPE a><a/>")


def test_billion_laughs_are_refused_in_bounded_time() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    started = time.process_time()
    with pytest.raises(UnreadableXmlError):
        parse(f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e11;</a>'.encode())
    assert time.process_time() - started < BOUND_S


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<a>" * 200_000, "nested more than 64 deep"),
        (b"<a>" * 200_000 + b"</a>" * 200_000, "nested more than 64 deep"),
        (b"<a>" + b" " * 50_000_000 + b"</a>", "bytes"),
        (b"<a>" + b"<b/>" * 12_000_000 + b"</a>", "bytes"),
        (b"<a>" + b"<b/>" * 3_000_000 + b"</a>", "elements"),
        (b"<a>" + b"<b>x</b>" * 550_000 + b"</a>", "elements"),
        (b"<a " + b" ".join(b"x%d='1'" % n for n in range(500_000)) + b"/>", "attributes|not well-formed"),
        (b"<a x='" + b"y" * 9_000_000 + b"'/>", "characters|not well-formed"),
        (b"<!--" * 1_000_000, "not well-formed"),
        (b"<?" * 1_000_000, "not well-formed"),
        (b"<a>" + b"&#65;" * 3_000_000 + b"</a>", "characters|not well-formed"),
    ],
    ids=[
        "open",
        "deep",
        "50MB",
        "48MB",
        "many",
        "many2",
        "attributes",
        "long",
        "comments",
        "pis",
        "references",
    ],
)
def test_hostile_sizes_end_in_bounded_time(data: bytes, words: str) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableXmlError, match=words):
        parse(data)
    assert time.process_time() - started < BOUND_S


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(max_depth=3), b"<a><b><c><d/></c></b></a>"),
        (Limits(max_elements=3), b"<a><b/><b/><b/></a>"),
        (Limits(max_attributes=2), b"<a><b x='1' y='2' z='3'/></a>"),
        (Limits(max_attribute_chars=3), b"<a><b x='1234'/></a>"),
        (Limits(max_bytes=3), b"<a/>"),
        (Limits(max_text_chars=3), b"<a>1234</a>"),
    ],
)
def test_each_limit_holds_and_one_less_passes(limits: Limits, data: bytes) -> None:
    with pytest.raises(UnreadableXmlError):
        parse(data, limits)
    parse(data)


def test_text_around_comments_stays_whole() -> None:
    assert parse(b"<a>Low<!-- x --> Tide<?pi?>s</a>").text == "Low Tides"


@pytest.mark.parametrize("mark", [b"!", b"?"])
def test_spaces_beside_markup_stay_however_many_marks_come_before(mark: bytes) -> None:
    markup = {b"!": b"<!-- x -->", b"?": b"<?pi?>"}[mark]
    root = parse(b"<?xml version='1.0'?><a><b>" + mark * 1000 + b"</b><c> " + markup + b" </c></a>")
    assert root[1].text == "  "


def test_latin_1_is_read_as_declared() -> None:
    assert parse("<?xml version='1.0' encoding='ISO-8859-1'?><a>Käfer</a>".encode("latin-1")).text == "Käfer"


def test_the_line_of_the_fault_is_told() -> None:
    with pytest.raises(UnreadableXmlError) as caught:
        parse(b"<a>\n<b>\n</a>")
    assert caught.value.line == 3
