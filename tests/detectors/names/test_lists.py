"""Lists of names are read with their source and end, or refused with the reason."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detectors.errors import NameListError
from detectors.names.lists import Use, read_list

END = date(2027, 6, 30)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_list_takes_its_facts_from_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path, "ai artists.csv", "artist,id\nAnn,17\nBo,\n\n")
    found = read_list(path, source="A forum", expires=END)
    assert (found.title, found.use, found.source) == ("ai artists", Use.REPUTATION, "A forum")
    assert found.names == {"Ann": "17", "Bo": ""}
    assert found.expires_at is not None
    assert datetime(2027, 6, 30, 23, tzinfo=UTC) < found.expires_at < datetime(2027, 7, 1, tzinfo=UTC)


def test_a_yaml_list_says_all_itself(tmp_path: Path) -> None:
    text = "title: Ours\nuse: protected\nsource: Us\nnames:\n- Ann\n- {name: Bo, reference: x1}\n"
    found = read_list(write(tmp_path, "l.yaml", text))
    assert (found.title, found.use, found.names) == ("Ours", Use.PROTECTED, {"Ann": "", "Bo": "x1"})
    assert found.expires_at is None
    assert read_list(write(tmp_path, "l.yml", text + "expires: 2027-06-30\n")).expires_at is not None


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "x,y\n1,2\n", "no column"),
        ("a.csv", "name\n", "no name"),
        ("a.yaml", "[1, 2", "no YAML"),
        ("a.yaml", "- 1", "no mapping"),
        ("a.yaml", "use: enemies\nnames: [A]\n", "'enemies'"),
        ("a.yaml", "expires: soon\nnames: [A]\n", "no day"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(NameListError, match=says):
        read_list(write(tmp_path, name, text), source="S", expires=None if "soon" in text else END)


def test_a_list_needs_a_source_and_an_opinion_an_end(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "name\nAnn\n")
    with pytest.raises(NameListError, match="whose list"):
        read_list(path, expires=END)
    with pytest.raises(NameListError, match="no end"):
        read_list(path, source="S")
    assert read_list(path, source="S", use=Use.PROTECTED).expires_at is None
    with pytest.raises(NameListError, match="absent"):
        read_list(tmp_path / "absent.csv", source="S", expires=END)


@pytest.mark.shared
def test_a_real_list_is_read(shared: Path) -> None:
    found = read_list(shared / "metadata" / "listed_ai_artists.csv", source="A community", expires=END)
    assert len(found.names) > 3000
