from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor, five_cases
from tests.browser.served import Served
from tests.browser.world import DENIED, SPAM, Recording

pytestmark = [pytest.mark.chromium, pytest.mark.network]


@pytest.fixture
def served(tmp_path: Path, sounds: Path, recordings: dict[str, Recording]) -> Iterator[Served]:
    """Each test changes its own cases."""
    with five_cases(tmp_path, sounds, recordings) as running:
        yield running


def test_a_case_is_claimed_decided_and_left_by_keys_alone(visitor: Visitor) -> None:
    visitor.log_in("mara")
    page = visitor.page
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=DENIED)).to_be_visible()
    expect(page.locator(".top-bar")).to_contain_text("5 open")
    page.keyboard.press("c")
    expect(page.get_by_text("You hold this case for")).to_be_visible()
    page.keyboard.press("2")
    expect(page.get_by_role("radio", name="Label as AI")).to_be_checked()
    page.keyboard.press("w")
    expect(page.get_by_role("button", name="Confirm: Label as AI")).to_be_enabled()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decided: Label as AI")).to_be_visible()
    expect(page.locator(".top-bar")).to_contain_text("4 open · 0 claimed · 1 decided")
    history = page.locator("section", has=page.get_by_role("heading", name="History"))
    expect(history).to_contain_text("Decided by Mara Lind: Label as AI (RV_AI_DECLARED_NONE).")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name=SPAM)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("tbody tr")).to_have_count(4)
    assert visitor.complaints == []


def test_keys_do_what_the_page_shows_on_a_slow_machine(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    page = visitor.page
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 8})
    for key, outcome in (("2", "Label as AI"), ("4", "Remove")) * 3:
        page.keyboard.press("c")
        expect(page.get_by_text("You hold this case for")).to_be_visible()
        page.keyboard.press(key)
        expect(page.get_by_role("radio", name=outcome)).to_be_checked()
        page.keyboard.press("x")
        expect(page.get_by_text("Nobody has claimed it.")).to_be_visible()
    assert visitor.complaints == []


def test_nothing_is_decided_without_a_claim_and_keys_say_so(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    page = visitor.page
    page.keyboard.press("4")
    expect(page.get_by_role("alert")).to_have_text("Claim the case first: press C.")
    expect(page.get_by_role("radio", name="Remove")).not_to_be_checked()
    expect(page.get_by_role("button", name="Claim the case to decide it")).to_be_disabled()


def test_keys_are_letters_while_a_note_is_written(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    page = visitor.page
    page.keyboard.press("c")
    expect(page.get_by_text("You hold this case for")).to_be_visible()
    page.keyboard.press("m")
    page.keyboard.type("n4 jkxc?")
    expect(page.get_by_label("Note")).to_have_value("n4 jkxc?")
    expect(page.get_by_role("radio", name="Remove")).not_to_be_checked()
    expect(page.get_by_text("You hold this case for")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(page.get_by_text("Nobody has claimed it.")).to_be_visible()
    assert visitor.complaints == []


def test_a_case_that_another_person_holds_is_refused_in_plain_words(
    visitor: Visitor, other_visitor: Visitor
) -> None:
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    other_visitor.log_in("jonas")
    other_visitor.open_case(DENIED)
    other_visitor.page.keyboard.press("c")
    expect(other_visitor.page.get_by_text("You hold this case for")).to_be_visible()
    page = visitor.page
    page.keyboard.press("c")
    expect(page.get_by_role("alert")).to_contain_text("Jonas Weber is working on this case until")
    expect(page.get_by_role("button", name="Try to claim")).to_be_visible()
    expect(page.get_by_role("button", name="Claim the case to decide it")).to_be_disabled()


def test_a_decision_that_came_too_late_is_refused_and_the_other_one_shown(
    visitor: Visitor, other_visitor: Visitor
) -> None:
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    visitor.page.keyboard.press("c")
    expect(visitor.page.get_by_text("You hold this case for")).to_be_visible()
    # The same person in a second window takes the case over and decides it there.
    other_visitor.log_in("mara")
    page = other_visitor.page
    page.get_by_role("button", name="Claimed").click()
    other_visitor.open_case(DENIED)
    expect(page.get_by_text("You hold this case in another window")).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_text("You hold this case for")).to_be_visible()
    for key in ("1", "q", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Decided: Clear")).to_be_visible()
    for key in ("4", "q", "Enter"):
        visitor.page.keyboard.press(key)
    expect(visitor.page.get_by_text("Decided: Clear")).to_be_visible()


def test_who_may_only_look_gets_no_buttons_to_decide(visitor: Visitor) -> None:
    visitor.log_in("lea")
    visitor.open_case(DENIED)
    page = visitor.page
    expect(page.get_by_text("You can look at cases but not decide them as auditor.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    page.keyboard.press("c")
    page.keyboard.press("4")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name=SPAM)).to_be_visible()
