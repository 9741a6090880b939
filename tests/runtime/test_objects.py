"""Delivered files are opened inside the allowed folders and nowhere else."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.errors import ForbiddenLocationError, MissingObjectError
from runtime.objects import Objects, location_of, sha256_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", ["a.wav", "50% ♫ & more?.wav", "sp ace#1.wav"])
def test_a_file_is_found_by_path_and_by_uri(root: Path, name: str) -> None:
    file = root / name
    file.write_bytes(b"sound")
    objects = Objects([root])
    assert objects.path(str(file)) == file
    assert objects.path(location_of(file)) == file
    with objects.open(location_of(file)) as opened:
        assert opened.read() == b"sound"


@pytest.mark.parametrize(
    "location",
    [
        "/etc/passwd",
        "file:///etc/passwd",
        "file://elsewhere/etc/passwd",
        "https://example.org/a.wav",
        "relative/a.wav",
        "",
        "file:relative",
        "file:///etc/pass%00wd",
        "/etc/pass\0wd",
    ],
)
def test_what_is_not_inside_is_refused(root: Path, location: str) -> None:
    with pytest.raises(ForbiddenLocationError):
        Objects([root]).path(location)


def test_dots_do_not_lead_out(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    objects = Objects([root])
    for location in (f"{root}/../secret", f"file://{root}/%2e%2e/secret", f"{root}/x/../../secret"):
        with pytest.raises(ForbiddenLocationError):
            objects.path(location)


def test_links_are_followed_only_inside(root: Path, tmp_path: Path) -> None:
    (root / "real").write_bytes(b"in")
    (tmp_path / "secret").write_bytes(b"out")
    (root / "inside").symlink_to(root / "real")
    (root / "outside").symlink_to(tmp_path / "secret")
    (root / "folder").symlink_to(tmp_path)
    (root / "loop").symlink_to(root / "loop")
    objects = Objects([root])
    with objects.open(str(root / "inside")) as opened:
        assert opened.read() == b"in"
    for name in ("outside", "folder/secret", "loop"):
        with pytest.raises(ForbiddenLocationError):
            objects.path(str(root / name))


def test_a_root_may_itself_be_a_link(root: Path, tmp_path: Path) -> None:
    (root / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to(root)
    assert Objects([tmp_path / "link"]).path(str(tmp_path / "link" / "a")) == root / "a"


def test_what_is_no_regular_file_is_refused(root: Path) -> None:
    os.mkfifo(root / "pipe")
    objects = Objects([root])
    for location in (str(root / "gone"), str(root), str(root / "pipe")):
        with pytest.raises(MissingObjectError):
            objects.path(location)


def test_the_error_names_the_remedy(root: Path) -> None:
    with pytest.raises(ForbiddenLocationError, match="DEADWAX_OBJECT_ROOTS"):
        Objects([root]).path("/etc/passwd")


@given(st.text(max_size=60))
def test_no_text_leads_out(text: str) -> None:
    objects = Objects([Path("/nonexistent-root")])
    for location in (text, f"file://{text}", f"/nonexistent-root/{text}"):
        with pytest.raises((ForbiddenLocationError, MissingObjectError)):
            objects.path(location)


def test_sha256_is_that_of_the_bytes(root: Path) -> None:
    data = os.urandom((1 << 20) + 17)
    (root / "a").write_bytes(data)
    assert sha256_of(root / "a") == hashlib.sha256(data).hexdigest()
