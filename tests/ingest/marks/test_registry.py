"""The mark registry finds what is known, and an operator extends it with data."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from contracts.mark import MarkClaim, MarkKind
from ingest.marks.errors import RegistryError
from ingest.marks.found import marks_in, shown
from ingest.marks.registry import Registry
from ingest.marks.tag import Tag

ID = "1d504ef5-faa0-4966-b320-68330cedcdf1"
OURS = Registry.load()


def found(name: str, text: str, registry: Registry = OURS) -> list[tuple[str | None, MarkClaim, str | None]]:
    return [(m.generator, m.claim, m.content_id) for m in marks_in([Tag(name, text, "place")], registry)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("comment", f"made with suno; created=2026-06-15T13:34:40.917537Z; id={ID}"),
        ("comment", f"made with suno studio; created=2026-06-15T13:34:40+00:00; id={ID}"),
        ("comment", f"Made by Suno; id={ID}"),
        ("comments", f"made with suno; id={ID}"),
        ("comm", f"made with suno; id={ID}"),
        ("description", f"made with suno; id={ID}"),
        ("audio source", f"https://suno.com/song/{ID}"),
        ("url", f"https://www.suno.com/song/{ID}?sh=abc"),
    ],
)
def test_suno_in_its_variants(name: str, text: str) -> None:
    assert found(name, text) == [("Suno", MarkClaim.ALL, ID)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", f"made with suno; id={ID}"),
        ("comment", "not made with suno at all"),
        ("comment", "Suno, the song"),
        ("artist", "Suno"),
        ("artist", "Udio and friends"),
        ("audio source", "https://suno.com/"),
        ("prompt", "acestep"),
        ("aigc", "yes"),
    ],
)
def test_what_only_sounds_like_a_mark_is_none(name: str, text: str) -> None:
    assert found(name, text) == []


def test_the_time_and_the_place_are_kept() -> None:
    (mark,) = marks_in(
        [Tag("comment", f"made with suno; created=2026-06-15T13:34:40Z; id={ID}", "ID3 COMM")], OURS
    )
    assert mark.created_at == datetime(2026, 6, 15, 13, 34, 40, tzinfo=UTC)
    assert (mark.place, mark.kind) == ("ID3 COMM", MarkKind.TEXT)


def test_udio_labels_and_workflows() -> None:
    assert found("artist", "Udio") == [("Udio", MarkClaim.ALL, None)]
    assert found("aigc", "{'Label': '1', 'ContentProducer': 'Mureka', 'ProduceID': 'p'}") == [
        ("Mureka", MarkClaim.ALL, "p")
    ]
    assert found("aigc", '{"aigc": {"Label": "1", "ContentProducer": "HUABABSpeech7E01"}}') == [
        ("MiniMax", MarkClaim.ALL, None)
    ]
    assert found("aigc", '{"Label": "2", "ContentPropagator": "x"}') == [(None, MarkClaim.POSSIBLY, None)]
    workflow = '{"3": {"class_type": "TextEncodeAceStepAudio", "inputs": {}}}'
    assert found("prompt", workflow) == [("ACE-Step", MarkClaim.ALL, None)]


def test_digital_source_types_in_xmp() -> None:
    source = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    assert found("xmp", f"<x>{source}trainedAlgorithmicMedia</x>") == [(None, MarkClaim.ALL, None)]
    assert found("xmp", f"<x>{source}compositeWithTrainedAlgorithmicMedia</x>") == [
        (None, MarkClaim.PARTLY, None)
    ]
    assert found("xmp", f"<x>{source}digitalCapture</x>") == []


def test_what_is_shown_of_a_mark_is_short_and_plain() -> None:
    assert shown("a\x1b[31m\u202eb\n" + "c" * 500).startswith("a [31m b c")
    assert len(shown("c" * 500)) == 300


def test_an_operator_adds_replaces_and_removes(tmp_path: Path) -> None:
    own = tmp_path / "marks.yaml"
    own.write_text(
        "format: 1\n"
        "tags:\n"
        "  - {id: new, generator: Newgen, claim: partly, fields: [Encoder], pattern: '^newgen/(\\d+)',"
        " system: '/(\\d+)'}\n"
        "  - {id: udio-artist, generator: Udio, claim: nothing, fields: [artist], pattern: '^udio$'}\n"
        "producers:\n  - {pattern: '^0011', generator: Eleven}\n"
        "remove: [suno-page]\n"
    )
    registry = Registry.load(own)
    (mark,) = marks_in([Tag("encoder", "NewGen/7", "p")], registry)
    assert (mark.generator, mark.claim, mark.system) == ("Newgen", MarkClaim.PARTLY, "7")
    assert found("artist", "udio", registry) == [("Udio", MarkClaim.NOTHING, None)]
    assert found("audio source", f"https://suno.com/song/{ID}", registry) == []
    assert found("comment", "made with suno", registry) == [("Suno", MarkClaim.ALL, None)]
    assert found("aigc", '{"Label": 1, "ContentProducer": "00119133"}', registry)[0][0] == "Eleven"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("format: 2", "format"),
        ("format: 1\ntags:\n  - {id: a, claim: all, fields: [x], pattern: '('}", "tags.0.pattern"),
        ("format: 1\ntags:\n  - {id: a, claim: all, fields: [x], content_id: 'x'}", "tags.0.content_id"),
        ("format: 1\ntags:\n  - {id: a, claim: maybe, fields: [x]}", "tags.0.claim"),
        ("format: 1\ntags:\n  - {id: a, claim: all, fields: [], patern: x}", "tags.0"),
        ("format: 1\nremove: [nothing-such]", "remove"),
        ("a: [", "no YAML"),
        ("- 1", "the document"),
        ("format: 1\nproducers: []\ntags:\n  - &a {id: a, claim: all, fields: [x]}\n  - *a", "twice"),
    ],
)
def test_a_wrong_document_is_refused_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    own = tmp_path / "marks.yaml"
    own.write_text(text)
    with pytest.raises(RegistryError, match=place):
        Registry.load(own)


def test_a_document_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="cannot be read"):
        Registry.load(tmp_path / "none.yaml")
