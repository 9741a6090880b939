"""The settings name more marks and trust anchors; what cannot be used ends the start with its place."""

from pathlib import Path

import pytest

from contracts.mark import MarkCheck
from deadwax.examining import examining
from ingest.marks.errors import RegistryError, TrustAnchorsError
from runtime.objects import Objects, location_of
from runtime.settings import Settings

MARKS = "format: 1\ntags:\n  - {id: quay, generator: Quay, claim: all, fields: [comment], pattern: '^quay'}\n"


def test_an_operators_mark_is_found(tmp_path: Path) -> None:
    (tmp_path / "marks.yaml").write_text(MARKS)
    sound = tmp_path / "a.mp3"
    frame = b"COMM" + (9).to_bytes(4, "big") + b"\0\0" + b"\x03eng\0" + b"quay"
    sound.write_bytes(b"ID3\x03\0\0\0\0\0" + bytes((len(frame),)) + frame + b"\xff\xfb\x90\x64" + bytes(400))
    settings = Settings(home=tmp_path, marks_path=tmp_path / "marks.yaml", workers=1)
    with examining(settings) as make:
        marks = make(Objects([tmp_path])).examine("a.mp3", location_of(sound)).marks
    assert marks.check is MarkCheck.CHECKED
    assert [mark.generator for mark in marks.found] == ["Quay"]


def test_what_cannot_be_used_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RegistryError), examining(Settings(marks_path=tmp_path / "none.yaml")):
        pass
    with pytest.raises(TrustAnchorsError), examining(Settings(trust_anchors_path=tmp_path / "empty")):
        pass
