"""``deadwax names`` keeps lists of names."""

import json
from pathlib import Path

from tests.deadwax.conftest import Deadwax


def test_a_list_comes_is_shown_and_goes(deadwax: Deadwax, tmp_path: Path) -> None:
    path = tmp_path / "listed.csv"
    path.write_text("artist,id\nSome One,1\nNobody [bold],2\n", encoding="utf-8")
    given = ("names", "import", str(path), "--source", "A forum", "--expires", "2027-06-30")
    made = deadwax(*given, "--json")
    assert made.exit_code == 0
    assert json.loads(made.stdout) | {"sha256": ""} == {
        "title": "listed",
        "use": "reputation",
        "names": 2,
        "sha256": "",
    }
    (shown,) = json.loads(deadwax("names", "list", "--json").stdout)
    assert (shown["title"], shown["source"], shown["names"]) == ("listed", "A forum", 2)
    assert shown["expires_at"].startswith("2027-06-30")
    assert "A forum" in deadwax("names", "list").stdout
    assert deadwax("names", "remove", "listed").exit_code == 0
    assert deadwax("names", "remove", "listed").exit_code == 1
    assert json.loads(deadwax("names", "list", "--json").stdout) == []


def test_an_opinion_without_an_end_is_refused(deadwax: Deadwax, tmp_path: Path) -> None:
    path = tmp_path / "listed.csv"
    path.write_text("artist\nSome One\n", encoding="utf-8")
    result = deadwax("names", "import", str(path), "--source", "A forum")
    assert result.exit_code == 3
    assert "--expires" in result.stderr


def test_a_list_that_replaces_another_or_has_ended_is_told(deadwax: Deadwax, tmp_path: Path) -> None:
    path = tmp_path / "listed.csv"
    path.write_text("artist\nSome One\nAnother\n", encoding="utf-8")
    first = deadwax("names", "import", path, "--use", "protected", "--source", "Artist relations")
    assert "takes the place" not in first.stderr
    path.write_text("artist\nSome One\n", encoding="utf-8")
    ended = deadwax("names", "import", path, "--source", "A forum", "--expires", "2020-01-01")
    assert "It takes the place of a list of 2 names, protected." in ended.stderr
    assert "counts for nothing" in ended.stderr
    assert "1 name, reputation" in ended.stdout


def test_a_wrong_day_is_told_in_plain_words(deadwax: Deadwax, tmp_path: Path) -> None:
    wrong = deadwax("names", "import", tmp_path / "x.csv", "--expires", "tomorrow")
    assert wrong.exit_code == 2
    assert "'tomorrow' does not match" in wrong.stderr
    assert "Value error" not in wrong.stderr
