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
