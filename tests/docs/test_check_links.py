from pathlib import Path

from docs.check_links import anchors, broken_links


def test_a_heading_gives_the_anchor_that_a_browser_jumps_to() -> None:
    assert anchors("# One track's journey\n\n## What's `new`?\n") == {"one-tracks-journey", "whats-new"}


def test_links_that_lead_nowhere_are_named_with_their_page(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# Here\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](there.md) [b](there.md#here) [c](gone.md) [d](there.md#gone) [e](https://example.org)\n"
        "```\n[f](code.md)\n```\n"
    )
    assert broken_links(page, tmp_path) == [
        "page.md: no file at gone.md",
        "page.md: no heading for there.md#gone",
    ]
