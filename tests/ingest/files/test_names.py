"""File names from a message never lead out of its delivery."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnsafeNameError
from ingest.files.locate import locate, near
from ingest.files.names import safe_parts, spellings

UNSAFE = [
    "",
    "/etc/passwd",
    "../secret.wav",
    "resources/../../secret.wav",
    "..",
    ".",
    "file:///etc/passwd",
    "https://example.org/a.wav",
    "C:a.wav",
    "C:\\a.wav",
    "resources\\a.wav",
    "a\x00.wav",
    "a\n.wav",
    "%2e%2e/secret.wav",
    "%2Fetc%2Fpasswd",
    "a" * 300 + ".wav",
    "a/" * 600 + "a.wav",
]


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_names_are_refused(name: str) -> None:
    with pytest.raises(UnsafeNameError):
        spellings(name)


def test_a_name_keeps_its_parts() -> None:
    assert safe_parts("./resources//A 1.flac") == ("resources", "A 1.flac")
    assert spellings("A%201.flac") == [("A%201.flac",), ("A 1.flac",)]


@given(st.text(alphabet="ab./\\%2eEfF:\x00 ~", max_size=30))
def test_whatever_is_located_lies_inside(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.getbasetemp() / "delivery"
    root.mkdir(exist_ok=True)
    (root.parent / "a").write_bytes(b"outside")
    (root / "b").write_bytes(b"inside")
    try:
        found = locate(root, name)
    except UnsafeNameError:
        return
    assert found is None or found.resolve().is_relative_to(root.resolve())


def test_files_are_found_beside_the_message_and_in_resources(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "a.wav").write_bytes(b"a")
    (tmp_path / "b.wav").write_bytes(b"b")
    (tmp_path / "c 1.wav").write_bytes(b"c")
    (tmp_path / "folder").mkdir()
    for name in ("a.wav", "resources/a.wav"):
        assert locate(tmp_path, name) == tmp_path.resolve() / "resources" / "a.wav"
    for name in ("b.wav", "resources/b.wav", "./b.wav"):
        assert locate(tmp_path, name) == tmp_path.resolve() / "b.wav"
    assert locate(tmp_path, "c%201.wav") == tmp_path.resolve() / "c 1.wav"
    assert locate(tmp_path, "d.wav") is None
    assert locate(tmp_path, "folder") is None


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "a.wav").write_bytes(b"a")
    (inside / "a.wav").symlink_to(outside / "a.wav")
    (inside / "resources").symlink_to(outside)
    (inside / "loop.wav").symlink_to(inside / "loop.wav")
    for name in ("a.wav", "resources/a.wav"):
        with pytest.raises(UnsafeNameError, match="link"):
            locate(inside, name)
    assert locate(inside, "loop.wav") is None


def test_a_file_with_another_ending_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / "cover.jpg").write_bytes(b"j")
    assert near(tmp_path, "cover.jpeg") == "cover.jpg"
    assert near(tmp_path, "back.jpeg") is None
    assert near(tmp_path, "../cover.jpeg") is None
