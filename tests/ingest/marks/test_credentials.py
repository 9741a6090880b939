"""Content credentials: who signed, whether it is intact, and what it says of AI, ingredients included."""

from pathlib import Path
from typing import Any

import av
import pytest

from contracts.mark import Credentials, Mark, MarkClaim
from ingest.marks.anchors import read_anchors
from ingest.marks.claims import Store, marks_of
from ingest.marks.credentials import read_credentials
from ingest.marks.errors import TrustAnchorsError
from ingest.marks.registry import Registry
from ingest.marks.tags import read_tags
from tests.ingest.marks.sounds import Authority, make_sound, manifest

WHOLE, MIXED = "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"
CONTAINERS = {"mp3": "mp3", "wav": "wav", "flac": "flac", "m4a": "mp4"}
OURS = Registry.load()


@pytest.fixture(scope="module")
def suno() -> Authority:
    return Authority.make("Suno Content Credentials")


def signed(
    folder: Path, authority: Authority, told: dict[str, Any], ending: str = "mp3", **more: Any
) -> Path:
    return authority.sign(make_sound(folder / f"plain.{ending}"), folder / f"signed.{ending}", told, **more)


def store(path: Path, anchors: str = "") -> Store:
    return Store.model_validate(read_credentials(str(path), CONTAINERS[path.suffix[1:]], anchors))


def only(told: Store) -> Mark:
    (mark,) = marks_of(told, OURS)
    return mark


@pytest.mark.parametrize("ending", CONTAINERS)
def test_trusted_untrusted_and_broken_in_every_container(
    tmp_path: Path, suno: Authority, ending: str
) -> None:
    path = signed(tmp_path, suno, manifest(WHOLE), ending)
    with path.open("rb") as file:
        assert read_tags(file).has_credentials is True
    assert store(path, suno.root).credentials is Credentials.TRUSTED
    assert store(path).credentials is Credentials.UNTRUSTED
    assert store(path, Authority.make("Another").root).credentials is Credentials.UNTRUSTED
    data = bytearray(path.read_bytes())
    at = data.index(b"mdat") + 500 if ending == "m4a" else 3_000 if ending == "wav" else len(data) - 200
    data[at] ^= 1
    path.write_bytes(data)
    broken = store(path, suno.root)
    assert broken.credentials is Credentials.BROKEN
    assert any("ataHash" in code or "bmffHash" in code for code in broken.failures)
    assert only(broken).claim is MarkClaim.ALL  # what it says of its origin still tells


def test_the_generator_its_model_and_the_piece_are_named(tmp_path: Path, suno: Authority) -> None:
    more = {"contentId": "c-1", "createdAt": "2026-08-01T10:00:00Z", "systemVersion": "chirp-fenix"}
    told = store(signed(tmp_path, suno, manifest(WHOLE, assertions={"com.suno.provenance": more})))
    mark = only(told)
    assert (mark.id, mark.generator, mark.content_id, mark.system) == (
        "suno-credentials",
        "Suno",
        "c-1",
        "chirp-fenix",
    )
    assert mark.created_at is not None
    assert told.signer == "Suno Content Credentials"
    assert mark.text == f"c2pa.created {WHOLE} (signed by Suno Content Credentials)"


def test_a_signer_that_nobody_knows_is_named_in_the_text(tmp_path: Path) -> None:
    mark = only(store(signed(tmp_path, Authority.make("Quay Tools"), manifest("digitalCapture"))))
    assert (mark.id, mark.generator, mark.claim) == ("c2pa", None, MarkClaim.NOTHING)
    assert "Quay Tools" in mark.text


@pytest.mark.parametrize(
    ("sources", "action", "claim"),
    [
        ((WHOLE,), "c2pa.created", MarkClaim.ALL),
        ((MIXED,), "c2pa.created", MarkClaim.PARTLY),
        (("humanEdits",), "c2pa.created", MarkClaim.NOTHING),
        ((), "c2pa.created", MarkClaim.NOTHING),
    ],
)
def test_what_a_source_type_claims(
    tmp_path: Path, suno: Authority, sources: tuple[str, ...], action: str, claim: MarkClaim
) -> None:
    assert only(store(signed(tmp_path, suno, manifest(*sources, action=action)))).claim is claim


def test_an_ingredient_that_is_ai_is_found(tmp_path: Path, suno: Authority) -> None:
    generated = signed(tmp_path, suno, manifest(WHOLE))
    label = Authority.make("Quay Records")
    edited = label.sign(
        make_sound(tmp_path / "edit.mp3"), tmp_path / "edited.mp3", manifest(), parent=generated
    )
    by_place = {mark.place: mark for mark in marks_of(store(edited), OURS)}
    assert by_place["C2PA ingredient"].generator == "Suno"
    assert by_place["C2PA ingredient"].claim is MarkClaim.ALL
    assert by_place["C2PA ingredient"].from_ingredient
    assert by_place["C2PA manifest"].generator is None


def test_a_copy_by_ffmpeg_has_none(tmp_path: Path, suno: Authority) -> None:
    path, copy = signed(tmp_path, suno, manifest(WHOLE)), tmp_path / "copy.mp3"
    with av.open(str(path)) as source, av.open(str(copy), "w") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    assert store(copy).credentials is Credentials.ABSENT


def test_damaged_credentials_are_told_and_no_more(tmp_path: Path, suno: Authority) -> None:
    path = signed(tmp_path, suno, manifest(WHOLE))
    data = bytearray(path.read_bytes())
    at = data.index(b"jumb", data.index(b"c2ma")) + 10
    data[at : at + 400] = bytes(400)
    path.write_bytes(data)
    told = store(path)
    assert told.credentials in (Credentials.UNREADABLE, Credentials.BROKEN)
    assert told.problem or told.failures


def test_anchors_are_read_from_a_folder(tmp_path: Path, suno: Authority) -> None:
    (tmp_path / "suno.pem").write_text(suno.root)
    (tmp_path / "notes.txt").write_text("no certificate")
    assert read_anchors(tmp_path) == suno.root
    assert read_anchors(None) == ""


@pytest.mark.parametrize(("name", "text"), [("a.pem", "no certificate"), ("a.txt", "x")])
def test_anchors_that_cannot_be_used_are_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(TrustAnchorsError, match=r"certificate|holds no"):
        read_anchors(tmp_path)
    with pytest.raises(TrustAnchorsError, match="cannot be read"):
        read_anchors(tmp_path / "none")
