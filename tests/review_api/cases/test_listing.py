"""What the queue promises."""

from datetime import timedelta

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from contracts.campaign import Campaign
from contracts.decision import Action
from contracts.flag import Flag
from contracts.party import Party
from contracts.track import Release
from review_api.cases.filters import CaseFilter
from review_api.cases.listing import PageRequest, list_cases
from review_api.errors import BadRequestError
from review_api.roles import Role
from review_api.schemas.case import Sort, StatusFilter
from runtime.clock import FixedClock
from tests.policy.samples import AT, flag
from tests.review_api.calls import case_of, claim, decide
from tests.review_api.conftest import Login, on_both_databases


def titles(client: httpx.Client, **params: str) -> list[str]:
    return [item["title"] for item in client.get("/v1/cases", params=params).json()["items"]]


@on_both_databases
def test_priority_comes_first_and_the_oldest_among_equals(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    for number, (priority, hours) in enumerate([(0.5, 0), (0.9, 2), (0.9, 1), (0.1, -5)]):
        case_of(machine, flag(number, priority=priority, at=AT + timedelta(hours=hours), title=f"t{number}"))
    assert titles(moderator, sort="priority") == ["t2", "t1", "t0", "t3"]
    assert titles(moderator, sort="oldest") == ["t3", "t0", "t2", "t1"]


def test_a_summary_says_what_the_queue_shows(machine: httpx.Client, moderator: httpx.Client) -> None:
    case_id = case_of(
        machine,
        flag(7, action=Action.HOLD, priority=0.95, ai=0.97, spam=None, title="A Song", version_title="Live"),
    )
    (item,) = moderator.get("/v1/cases").json()["items"]
    assert item == {
        "id": case_id,
        "status": "open",
        "title": "A Song (Live)",
        "display_artist": "An Artist",
        "label": "A Label",
        "sender": "Kind Distribution",
        "isrc": "QZAAA2600007",
        "action": "hold",
        "priority": "high",
        "scores": {"ai": 0.97, "spam": None},
        "disclosure_level": "undeclared",
        "top_reason": "The sound carries a neural decoder's trace.",
        "flagged_at": "2026-03-02T09:00:00Z",
        "claimed_by": None,
        "duration_s": 180.0,
        "version": 0,
        "escalated": False,
        "outcome": None,
        "revision": 1,
        "campaign_id": None,
        "closure": None,
    }


def in_campaign(number: int, campaign_id: str, *aliases: str) -> Flag:
    """A flag whose track belongs to a campaign."""
    made = flag(number, title=f"t{number}")
    campaign = Campaign(
        campaign_id=campaign_id,
        aliases=aliases,
        text="Some tracks.",
        tracks=number,
        first_seen=AT,
        members={"sender": 1},
    )
    scored = made.scored_track.model_copy(update={"campaign": campaign})
    return made.model_copy(update={"scored_track": scored})


@on_both_databases
def test_cases_of_a_campaign_stay_together_when_campaigns_become_one(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    case_of(machine, in_campaign(1, "C-old"))
    case_of(machine, in_campaign(2, "C-new"))
    case_of(machine, flag(3))
    assert titles(moderator, campaign="C-old") == ["t1"]
    assert titles(moderator, campaign="C-new") == ["t2"]
    case_of(machine, in_campaign(4, "C-old", "C-new"))
    assert sorted(titles(moderator, campaign="C-old")) == ["t1", "t2", "t4"]
    assert titles(moderator, campaign="C-new") == []
    assert moderator.get("/v1/cases", params={"campaign": "C-old"}).json()["counts"]["open"] == 3


@on_both_databases
def test_counts_follow_the_filters_and_the_leases(
    machine: httpx.Client, moderator: httpx.Client, clock: FixedClock
) -> None:
    ids = [case_of(machine, flag(n, action=Action.HOLD if n == 0 else Action.REVIEW)) for n in range(4)]
    claim(moderator, ids[0])
    decide(moderator, ids[1], claim(moderator, ids[1]))
    every = moderator.get("/v1/cases", params={"status": "all", "limit": 1}).json()
    assert (every["total"], every["counts"]) == (4, {"open": 2, "claimed": 1, "decided": 1, "closed": 0})
    held = moderator.get("/v1/cases", params={"action": "hold"}).json()
    assert (held["total"], held["counts"]) == (0, {"open": 0, "claimed": 1, "decided": 0, "closed": 0})
    by_status = {s: moderator.get("/v1/cases", params={"status": s}).json() for s in StatusFilter}
    assert {s: page["total"] for s, page in by_status.items()} == {
        "open": 2,
        "claimed": 1,
        "decided": 1,
        "closed": 0,
        "all": 4,
    }
    assert all(len(page["items"]) == page["total"] for page in by_status.values())
    assert by_status[StatusFilter.CLAIMED]["items"][0]["claimed_by"] == "Moderator"
    clock.advance(21 * 60)
    assert moderator.get("/v1/cases").json()["counts"] == {"open": 3, "claimed": 0, "decided": 1, "closed": 0}


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("song", 1),
        ("SONG artist", 1),
        ("artist label-x", 0),
        ("groß", 1),
        ("GROSS", 1),
        ("\uff53\uff4f\uff4e\uff47", 1),
        ("QZ-AAA-26-00001", 1),
        ("qzaaa2600001", 1),
        ("100%", 1),
        ("1_0", 0),
        ("\u202e\x00", 1),
        ("sender ltd", 1),
        ("", 1),
    ],
)
def test_search_looks_into_every_name(
    machine: httpx.Client, moderator: httpx.Client, q: str, found: int
) -> None:
    case_of(
        machine,
        flag(
            1,
            title="Song 100% sure",
            display_artist="Straße Artist",
            release=Release(reference="R0", label="Groß Label"),
            sender=Party(name="Sender Ltd"),
        ),
    )
    page = moderator.get("/v1/cases", params={"q": q}).json()
    assert page["total"] == len(page["items"]) == found


@pytest.mark.parametrize("sort", list(Sort))
@on_both_databases
def test_pages_show_every_case_once(machine: httpx.Client, moderator: httpx.Client, sort: Sort) -> None:
    ids = {
        case_of(machine, flag(n, priority=(n % 3) / 3, at=AT + timedelta(minutes=n % 4))) for n in range(11)
    }
    seen: list[str] = []
    cursor = None
    while True:
        params = {"sort": sort.value, "limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = moderator.get("/v1/cases", params=params).json()
        assert page["total"] == 11
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == 11
    assert set(seen) == ids
    assert seen == [i["id"] for i in moderator.get("/v1/cases", params={"sort": sort.value}).json()["items"]]


def test_a_case_decided_between_two_pages_moves_no_other(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    ids = [case_of(machine, flag(n, at=AT + timedelta(minutes=n))) for n in range(4)]
    first = moderator.get("/v1/cases", params={"sort": "oldest", "limit": "2"}).json()
    decide(moderator, ids[0], claim(moderator, ids[0]))
    rest = moderator.get("/v1/cases", params={"sort": "oldest", "cursor": first["next_cursor"]}).json()
    assert [item["id"] for item in rest["items"]] == ids[2:]


@on_both_databases
def test_search_takes_what_a_pattern_would_misread(machine: httpx.Client, moderator: httpx.Client) -> None:
    case_of(machine, flag(1, title="100% _under\\score\x00"))
    for q, found in (("100%", 1), ("%", 1), ("1%%0", 0), ("_", 1), ("1_0", 0), ("\\", 1), ("\x00", 1)):
        assert moderator.get("/v1/cases", params={"q": q}).json()["total"] == found, q


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(cursor=st.text(max_size=60))
def test_a_cursor_that_is_none_is_refused_in_words(sqlite_engine: Engine, cursor: str) -> None:
    with pytest.raises(BadRequestError, match="cursor"):
        list_cases(sqlite_engine, AT, CaseFilter(), PageRequest(Sort.OLDEST, 5, cursor))


def test_a_cursor_of_another_order_is_refused(machine: httpx.Client, moderator: httpx.Client) -> None:
    for n in range(2):
        case_of(machine, flag(n))
    cursor = moderator.get("/v1/cases", params={"sort": "oldest", "limit": "1"}).json()["next_cursor"]
    response = moderator.get("/v1/cases", params={"sort": "priority", "cursor": cursor})
    assert response.status_code == 400


@pytest.mark.parametrize("params", [{"status": "gone"}, {"limit": "0"}, {"limit": "201"}, {"action": "x"}])
def test_a_wrong_parameter_is_named(moderator: httpx.Client, params: dict[str, str]) -> None:
    response = moderator.get("/v1/cases", params=params)
    assert response.status_code == 422
    assert response.json()["fields"][0]["place"] == f"query.{next(iter(params))}"


@on_both_databases
def test_the_summary_counts(machine: httpx.Client, moderator: httpx.Client, login: Login) -> None:
    case_of(machine, flag(1, action=Action.HOLD, at=AT + timedelta(minutes=1)))
    oldest = case_of(machine, flag(2, sender=Party(name="Other")))
    case_of(machine, flag(3))
    claim(moderator, oldest)
    machine.post(
        "/v1/flags",
        content=flag(4, action=Action.LABEL).model_dump_json().encode(),
        headers={"Idempotency-Key": "l", "Content-Type": "application/json"},
    )
    summary = login(Role.AUDITOR).get("/v1/summary").json()
    assert summary == {
        "cases": {"open": 2, "claimed": 1, "decided": 0, "closed": 0},
        "by_action": {"hold": 1, "review": 2},
        "recorded": {"label": 1},
        "by_sender": [
            {"sender": "Kind Distribution", "open": 2, "total": 2},
            {"sender": "Other", "open": 0, "total": 1},
        ],
        "oldest_open_at": "2026-03-02T09:00:00Z",
    }
