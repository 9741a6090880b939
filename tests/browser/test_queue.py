import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visitor
from tests.browser.world import DENIED, SPAM

pytestmark = [pytest.mark.chromium, pytest.mark.network]


def test_a_wrong_password_is_said_and_the_right_one_opens_the_queue(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(visitor.address)
    page.get_by_label("Name").fill("mara")
    page.get_by_label("Password").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    visitor.log_in("mara")
    expect(page.locator("tbody tr")).to_have_count(5)


def test_the_queue_says_priority_action_disclosure_and_reason_in_words(visitor: Visitor) -> None:
    visitor.log_in("mara")
    first = visitor.page.locator("tbody tr").first
    for words in ("High", "Hold", DENIED, "Vela Moon", "Northlight Distribution", "Declared: no AI", " min"):
        expect(first).to_contain_text(words)
    expect(first).to_contain_text("no AI was used, but the sound carries a strong neural decoder's trace")
    expect(first.locator(".priority")).to_have_attribute("title", "AI score over 99 %, spam score 8 %")
    assert visitor.complaints == []


def test_keys_move_through_the_queue_and_open_a_case(visitor: Visitor) -> None:
    visitor.log_in("mara")
    page = visitor.page
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr.selected")).to_contain_text(SPAM)
    page.keyboard.press("k")
    expect(page.locator("tr.selected")).to_contain_text(DENIED)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=SPAM)).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name=DENIED)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("tr.selected")).to_contain_text(DENIED)


def test_searching_and_filtering_narrow_the_queue_and_can_be_shared(visitor: Visitor) -> None:
    visitor.log_in("mara")
    page = visitor.page
    page.keyboard.press("/")
    page.keyboard.type("quickdrop j")
    expect(page.locator("tbody tr")).to_have_count(0)
    page.keyboard.press("Backspace")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_test_id("open-count")).to_contain_text(
        "1 open · 0 claimed · 0 decided in this selection"
    )
    assert "q=quickdrop" in page.url
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_label("Search").fill("")
    page.get_by_label("Action").select_option("hold")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Decided").click()
    expect(page.get_by_text("No case stands here")).to_be_visible()


def test_the_keys_are_listed_on_a_key(visitor: Visitor) -> None:
    visitor.log_in("mara")
    page = visitor.page
    page.keyboard.press("?")
    help_box = page.get_by_role("dialog", name="Keys")
    for words in ("Claim the case", "Play or pause", "Label as AI", "Next open case"):
        expect(help_box.get_by_text(words, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(help_box).to_have_count(0)
    expect(page.locator("tbody tr")).to_have_count(5)


def test_a_title_without_end_leaves_the_other_cases_in_sight(visitor: Visitor) -> None:
    """Whoever floods the service would fill the moderators' screen with one title."""

    def lengthen(route: Route) -> None:
        answer = route.fetch()
        page_of_cases = answer.json()
        for item in page_of_cases["items"]:
            item["title"], item["display_artist"] = "W" * 300, "sleep rain " * 30
        route.fulfill(response=answer, json=page_of_cases)

    visitor.page.route("**/v1/cases?**", lengthen)
    visitor.log_in("mara")
    rows = visitor.page.locator("tbody tr")
    expect(rows).to_have_count(5)
    heights = [box["height"] for row in rows.all() if (box := row.bounding_box())]
    assert len(heights) == 5
    assert max(heights) < 120
