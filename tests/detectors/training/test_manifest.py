"""Lists of labelled recordings, read strictly."""

from pathlib import Path

import pytest

from detectors.errors import TrainingError
from detectors.training.manifest import Label, digest, family_of, read_manifests


def written(folder: Path, text: str, *files: str) -> Path:
    for name in files:
        (folder / name).write_bytes(b"sound")
    path = folder / "manifest.csv"
    path.write_text(text)
    return path


def test_rows_are_read_with_what_they_say(tmp_path: Path) -> None:
    text = "path,label,source,song_group,vocals\na.flac,ai,Suno (album),s1,yes\nb.flac,human,owner/repo,,\n"
    first, second = read_manifests([written(tmp_path, text, "a.flac", "b.flac")])
    assert (first.label, first.family, first.song, first.vocals) == (Label.AI, "suno", "s1", "yes")
    assert (second.label, second.family, second.song) == (Label.HUMAN, "owner", "owner/repo/b.flac")
    assert first.path == tmp_path / "a.flac"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("path,label\na.flac,ai\n", "no column source"),
        ("path,label,source\na.flac,robot,X\n", "line 2: 'robot' is no label"),
        ("path,label,source\ngone.flac,ai,X\n", "line 2: gone.flac is not there"),
        ("path,label,source\n", "no recording"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=words):
        read_manifests([written(tmp_path, text, "a.flac")])


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"gone\.csv"):
        read_manifests([tmp_path / "gone.csv"])


@pytest.mark.parametrize(
    ("source", "family"),
    [
        ("Suno (SONICS)", "suno"),
        ("Suno", "suno"),
        ("MusicGen-Style", "musicgen"),
        ("Stable Audio Open", "stable audio"),
        ("TANGO (music)", "audioldm"),
        ("owner/one", "owner"),
        ("owner/two", "owner"),
        ("Neverball bgm", "neverball bgm"),
    ],
)
def test_forms_of_one_generator_and_repositories_of_one_owner_are_one(source: str, family: str) -> None:
    assert family_of(source) == family


def test_the_digest_knows_the_rows_and_not_their_order(tmp_path: Path) -> None:
    text = "path,label,source\na.flac,ai,X\nb.flac,human,Y\n"
    entries = read_manifests([written(tmp_path, text, "a.flac", "b.flac")])
    assert digest(entries) == digest(tuple(reversed(entries)))
    assert digest(entries) != digest(entries[:1])
