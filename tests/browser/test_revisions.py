"""What a moderator sees of a track that was delivered again, or withdrawn."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from contracts.disclosure import DisclosureLevel
from contracts.flag import Flag
from tests.browser import flags
from tests.browser.conftest import Visitor
from tests.browser.served import Served, serve
from tests.browser.sounds import write_sound

pytestmark = [pytest.mark.chromium, pytest.mark.network]

FIRST, SECOND = "Cold Harbour", "Cold Harbour, corrected"


def revision(number: int, title: str, sound: Path) -> Flag:
    track = flags.track(
        number,
        title,
        "Vela Moon",
        flags.audio_file(sound),
        DisclosureLevel.NONE,
        recording_id="c0" * 16,
        revision=number,
        supersedes=f"track-{number - 1}" if number > 1 else None,
    )
    return flags.flagged(flags.scored(track, flags.UNHEARD, None, 0.995, flags.BUSY), datetime.now(UTC))


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "a.wav", 5, None)


@pytest.fixture
def served(tmp_path: Path, sound: Path) -> Iterator[Served]:
    """An app with one open case."""
    with serve(tmp_path / "home", tmp_path) as running:
        running.hand_in(revision(1, FIRST, sound))
        yield running


def test_who_works_on_a_track_that_is_delivered_again_is_told_and_led_on(
    visitor: Visitor, served: Served, sound: Path
) -> None:
    visitor.log_in("mara")
    visitor.open_case(FIRST)
    page = visitor.page
    page.keyboard.press("c")
    expect(page.get_by_text("You hold this case for")).to_be_visible()
    served.hand_in(revision(2, SECOND, sound))
    page.keyboard.press("1")
    page.keyboard.press("q")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Closed: delivered again").first).to_be_visible()
    expect(page.get_by_text("The sender has delivered this track again with changes")).to_be_visible()
    others = page.locator("section", has=page.get_by_role("heading", name="Other revisions"))
    expect(others).to_contain_text("Revision 2 Open")
    history = page.locator("section", has=page.get_by_role("heading", name="History"))
    expect(history).to_contain_text("Nothing is left to decide here: the case is closed.")
    others.get_by_role("link", name="Revision 2").click()
    expect(page.get_by_role("heading", name=SECOND)).to_be_visible()
    expect(others).to_contain_text("Revision 1 Closed: delivered again")
    page.keyboard.press("Escape")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Closed").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Delivered again")
    assert [said for said in visitor.complaints if "409" not in said] == []


def test_a_withdrawn_track_says_so_and_cannot_be_decided(visitor: Visitor, served: Served) -> None:
    page = visitor.page
    visitor.log_in("mara")
    served.withdraw("track-1")
    page.get_by_role("button", name="Closed").click()
    expect(page.locator("tbody tr")).to_contain_text("Withdrawn")
    visitor.open_case(FIRST)
    expect(page.get_by_text("The sender has withdrawn this track: it took the release down")).to_be_visible()
    expect(page.get_by_text("Closed: withdrawn by the sender")).to_be_visible()
    expect(page.get_by_role("button", name="Claim to decide")).to_have_count(0)
    assert visitor.complaints == []
