"""The catalogue page says what the code says."""

from docs.write_catalogue import PAGE, page
from ingest.rules.catalogue import CATALOGUE


def test_the_page_is_current() -> None:
    written = PAGE.read_text("utf-8")
    assert written == page(), "run: python -m docs.write_catalogue"
    assert all(f"### {code}\n" in written for code in CATALOGUE)
