"""What becomes of cases when their track is delivered again, or withdrawn."""

import itertools
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from contracts.decision import Action
from contracts.flag import Flag
from review_api.tables import case_events, cases, claims
from tests.policy.samples import flag
from tests.review_api.calls import case_of, claim, decide, hand_in
from tests.review_api.conftest import on_both_databases

SUPERSEDED = {"track_id": "track-1", "change": "superseded", "by": "track-2"}
TAKEN_DOWN = {"track_id": "track-1", "change": "withdrawn", "how": "takedown"}
PURGED = TAKEN_DOWN | {"how": "purge"}


def revision(number: int, **given: Any) -> Flag:
    """A flag of one revision of the same recording."""
    supersedes = f"track-{number - 1}" if number > 1 else None
    return flag(number, recording_id="r" * 32, revision=number, supersedes=supersedes, **given)


def tell(client: httpx.Client, *changes: dict[str, str]) -> dict[str, int]:
    response = client.post("/v1/track-changes", json={"changes": changes})
    assert response.status_code == 200, response.text
    answer: dict[str, int] = response.json()
    return answer


def shown(client: httpx.Client, case_id: str) -> dict[str, Any]:
    response = client.get(f"/v1/cases/{case_id}")
    assert response.status_code == 200, response.text
    detail: dict[str, Any] = response.json()
    return detail


def events(detail: dict[str, Any]) -> list[str]:
    return [entry["event"] for entry in detail["history"]]


@on_both_databases
def test_the_flag_of_a_new_revision_closes_the_open_case_of_the_one_before_and_links_both(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    first = case_of(machine, revision(1))
    second = case_of(machine, revision(2))
    old, new = shown(moderator, first), shown(moderator, second)
    assert (old["status"], old["closure"], old["superseded_at"] is None) == ("closed", "superseded", False)
    assert events(old) == ["flagged", "superseded"]
    assert old["history"][-1]["actor"] == "system"
    assert (new["status"], new["closure"], events(new)) == ("open", None, ["flagged"])
    assert "revision 2" in new["history"][0]["text"]
    assert [(case["id"], case["revision"], case["closure"]) for case in new["related"]] == [
        (first, 1, "superseded")
    ]
    assert [(case["id"], case["status"]) for case in old["related"]] == [(second, "open")]


def test_the_flag_of_a_new_revision_that_needs_no_person_closes_the_case_before_it_too(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    first = case_of(machine, revision(1))
    assert hand_in(machine, revision(2, action=Action.LABEL)).json()["case_id"] is None
    assert shown(moderator, first)["closure"] == "superseded"


@on_both_databases
def test_a_decided_case_stays_decided_and_its_history_tells_what_came_after(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    first = case_of(machine, revision(1))
    assert decide(moderator, first, claim(moderator, first)).status_code == 200
    second = case_of(machine, revision(2))
    tell(machine, TAKEN_DOWN)
    old = shown(moderator, first)
    assert (old["status"], old["outcome"], old["closure"]) == ("decided", "clear", None)
    assert events(old) == ["flagged", "claimed", "decided", "superseded", "withdrawn"]
    assert "decision stands" in old["history"][-1]["text"]
    assert old["withdrawal"]["how"] == "takedown"
    assert shown(moderator, second)["related"][0]["outcome"] == "clear"


@on_both_databases
def test_a_withdrawn_track_closes_its_case_once_however_often_it_is_told(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    case_id = case_of(machine, revision(1))
    assert tell(machine, PURGED) == {"entered": 1, "closed": 1}
    assert tell(machine, PURGED, TAKEN_DOWN) == {"entered": 0, "closed": 0}
    detail = shown(moderator, case_id)
    assert (detail["status"], detail["closure"]) == ("closed", "withdrawn")
    assert detail["withdrawal"]["how"] == "purge"
    assert events(detail) == ["flagged", "withdrawn"]
    assert "purged" in detail["history"][-1]["text"]


@on_both_databases
def test_who_works_on_a_case_that_is_closed_is_told_in_plain_words(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine
) -> None:
    case_id = case_of(machine, revision(1))
    receipt = claim(moderator, case_id)
    tell(machine, TAKEN_DOWN)
    for response in (
        decide(moderator, case_id, receipt),
        moderator.post(f"/v1/cases/{case_id}/claim"),
        moderator.post(f"/v1/cases/{case_id}/release", json={"claim_token": receipt["claim_token"]}),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "review_api.case_closed")
        assert "withdrawn the track" in response.json()["detail"]
    with engine.connect() as connection:
        assert connection.execute(sa.select(claims)).all() == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_flags_and_changes_may_come_in_any_order(
    machine: httpx.Client, moderator: httpx.Client, order: tuple[int, ...]
) -> None:
    steps: list[Callable[[], object]] = [
        lambda: hand_in(machine, revision(1)),
        lambda: hand_in(machine, revision(2)),
        lambda: tell(machine, SUPERSEDED),
        lambda: tell(machine, {"track_id": "track-2", "change": "withdrawn", "how": "purge"}),
    ]
    for _ in range(2):
        for index in order:
            steps[index]()
    listed = moderator.get("/v1/cases", params={"status": "all", "sort": "oldest"}).json()
    assert {item["revision"]: (item["status"], item["closure"]) for item in listed["items"]} == {
        1: ("closed", "superseded"),
        2: ("closed", "withdrawn"),
    }
    assert listed["counts"] == {"open": 0, "claimed": 0, "decided": 0, "closed": 2}
    assert listed["total"] == 2
    for item in listed["items"]:
        assert events(shown(moderator, item["id"])) == ["flagged", item["closure"]]


@on_both_databases
def test_a_flag_and_the_withdrawal_of_its_track_at_the_same_moment_never_miss_each_other(
    machine: httpx.Client, engine: Engine
) -> None:
    for number in range(1, 9):
        start = threading.Barrier(2)
        change = TAKEN_DOWN | {"track_id": f"track-{number}"}

        def flags(number: int = number, start: threading.Barrier = start) -> None:
            start.wait()
            hand_in(machine, flag(number))

        def withdraws(change: dict[str, str] = change, start: threading.Barrier = start) -> None:
            start.wait()
            tell(machine, change)

        threads = [threading.Thread(target=work) for work in (flags, withdraws)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with engine.connect() as connection:
        closures = connection.execute(sa.select(cases.c.closure)).scalars().all()
        told = connection.execute(sa.select(case_events).where(case_events.c.event == "withdrawn")).all()
    assert closures == ["withdrawn"] * 8
    assert len(told) == 8


def test_closed_cases_leave_the_queue_and_can_be_listed(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    case_of(machine, revision(1))
    second = case_of(machine, revision(2))
    assert [item["id"] for item in moderator.get("/v1/cases").json()["items"]] == [second]
    closed = moderator.get("/v1/cases", params={"status": "closed"}).json()
    assert [item["closure"] for item in closed["items"]] == ["superseded"]
    assert closed["counts"] == {"open": 1, "claimed": 0, "decided": 0, "closed": 1}
    assert moderator.get("/v1/summary").json()["cases"]["closed"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"track_id": "track-1", "change": "superseded"},
        {"track_id": "track-1", "change": "superseded", "by": "track-1"},
        {"track_id": "track-1", "change": "withdrawn"},
        {"track_id": "track-1", "change": "withdrawn", "how": "update"},
        {"track_id": "", "change": "withdrawn", "how": "purge"},
        {"track_id": "nul \0", "change": "withdrawn", "how": "purge"},
        {"track_id": "track-1", "change": "forgotten"},
    ],
)
def test_a_change_that_says_too_little_is_refused(machine: httpx.Client, change: dict[str, str]) -> None:
    response = machine.post("/v1/track-changes", json={"changes": [change]})
    assert response.status_code == 422
    assert response.json()["detail"]
