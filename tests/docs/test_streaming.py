"""The page on streaming names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_that_holds_a_promise_is_there() -> None:
    page = (ROOT / "docs" / "streaming.md").read_text(encoding="utf-8")
    files = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = re.findall(r"`(?:tests/faults/)?(test_\w+(?:\.py)?)…?`", page)
    assert len(named) > 12
    assert [name for name in named if name not in files and f"def {name}" not in written] == []
