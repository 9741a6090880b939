"""Values that cannot be read are said to be so; they neither blank the page nor block a decision."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visitor
from tests.browser.world import DENIED

pytestmark = [pytest.mark.chromium, pytest.mark.network]


def unreadable_flag(case: dict[str, Any]) -> None:
    case |= {
        "flag": None,
        "flag_problem": "The stored flag cannot be read by this version.",
        "has_audio": False,
    }


def nonsense_numbers(case: dict[str, Any]) -> None:
    case |= {"flagged_at": "the day before yesterday", "duration_s": None, "label": None}
    scored = case["flag"]["scored_track"]
    scored["exhibit"] |= {"waveform": None, "chunks": None, "duration_s": None}
    scored["exhibit"]["spectrum"] |= {"level_db": None, "lines_hz": None}
    scored["track"] |= {"received_at": "", "contributors": None, "sender": None}


def lost_parts(case: dict[str, Any]) -> None:
    case["history"] = None
    case["flag"]["decision"] = {}
    case["flag"]["scored_track"]["scores"] = None
    del case["flag"]["scored_track"]["exhibit"]
    del case["flag"]["scored_track"]["track"]["release"]


@pytest.mark.parametrize("spoil", [unreadable_flag, nonsense_numbers, lost_parts])
def test_a_case_with_broken_values_can_be_seen_and_claimed(
    visitor: Visitor, spoil: Callable[[dict[str, Any]], None]
) -> None:
    def spoiled(route: Route) -> None:
        if route.request.method != "GET":
            return route.continue_()
        case = route.fetch().json()
        spoil(case)
        return route.fulfill(body=json.dumps(case), content_type="application/json")

    visitor.log_in("mara")
    visitor.page.route("**/v1/cases/*", spoiled)
    visitor.open_case(DENIED)
    page = visitor.page
    expect(page.get_by_role("heading", name="Decision")).to_be_visible()
    expect(page.get_by_role("button", name="Claim to decide")).to_be_enabled()
    expect(page.locator(".top-bar")).to_be_visible()
    said = page.get_by_text("cannot be shown").or_(page.get_by_text("cannot be read"))
    assert said.count() >= 1
