from pathlib import Path

import pytest

from detectors.errors import TrainingError
from detectors.training.manifest import Label, digest, family, read


def manifest(folder: Path, *rows: str, header: str = "path,label,source,song_group") -> Path:
    for name in ("a.flac", "b.flac"):
        (folder / name).write_bytes(b"sound")
    path = folder / "manifest.csv"
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def test_rows_become_examples_with_paths_beside_the_manifest(tmp_path: Path) -> None:
    examples = read(manifest(tmp_path, "a.flac,human,Choir,s1", "b.flac,ai,Suno (x),s2"))
    assert [(e.path.name, e.label, e.family, e.group) for e in examples] == [
        ("a.flac", Label.HUMAN, "Choir", "s1"),
        ("b.flac", Label.AI, "Suno", "s2"),
    ]


@pytest.mark.parametrize(
    ("row", "place"),
    [("a.flac,maybe,Choir,s1", "line 2: 'maybe'"), ("gone.flac,ai,Choir,s1", "line 2: there is no file")],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, place: str) -> None:
    with pytest.raises(TrainingError, match=place):
        read(manifest(tmp_path, row))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="the column source is missing"):
        read(manifest(tmp_path, "a.flac,ai", header="path,label"))


def test_a_manifest_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="No such file"):
        read(tmp_path / "none.csv")


def test_one_generator_under_several_names_is_one_family() -> None:
    assert {family(s) for s in ("Stable Audio 1", "Stable Audio 2", "Stable Audio Open")} == {"Stable Audio"}
    assert family("Village band") == "Village band"


def test_the_digest_names_the_examples_and_their_order(tmp_path: Path) -> None:
    examples = read(manifest(tmp_path, "a.flac,human,Choir,s1", "b.flac,ai,Suno (x),s2"))
    assert digest(examples) == digest(list(examples))
    assert digest(examples) != digest(examples[::-1])
