"""What claiming and deciding promise."""

import json
import threading

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from contracts.review_decision import ReviewDecision
from contracts.topics import REVIEW_DECISIONS
from review_api.roles import Role
from review_api.tables import case_events, flags, review_decisions
from runtime.clock import FixedClock
from runtime.tables import outbox
from tests.policy.samples import flag
from tests.review_api.calls import case_of, claim, decide
from tests.review_api.conftest import Login, on_both_databases


def sent(engine: Engine) -> list[ReviewDecision]:
    """The decisions that the outbox holds, in order."""
    query = sa.select(outbox.c.value).where(outbox.c.topic == REVIEW_DECISIONS.name).order_by(outbox.c.id)
    with engine.connect() as connection:
        return [ReviewDecision.model_validate_json(bytes(v)) for v in connection.execute(query).scalars()]


def events(client: httpx.Client, case_id: str) -> list[str]:
    return [entry["event"] for entry in client.get(f"/v1/cases/{case_id}").json()["history"]]


@on_both_databases
def test_a_claimed_case_is_decided_once_and_the_log_hears_of_it(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine, clock: FixedClock
) -> None:
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    response = decide(moderator, case_id, receipt, "label", "RV_AI_UNDISCLOSED")
    assert response.status_code == 200
    detail = response.json()
    assert (detail["status"], detail["outcome"], detail["claim"]) == ("decided", "label", None)
    assert detail["decision"]["note"] == "Heard it whole."
    assert events(moderator, case_id) == ["flagged", "claimed", "decided"]
    (message,) = sent(engine)
    assert (message.case_id, message.flag_id, message.track_id) == (case_id, "flag-1", "track-1")
    assert (message.outcome, message.reason_code) == ("label", "RV_AI_UNDISCLOSED")
    assert message.moderator == "m-moderator"
    assert message.policy_sha256 == "cd" * 32
    assert message.decided_at == clock.now()


def test_the_same_decision_sent_again_changes_nothing(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine
) -> None:
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    first, again = decide(moderator, case_id, receipt), decide(moderator, case_id, receipt)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert len(sent(engine)) == 1


def test_another_decision_about_a_decided_case_is_a_conflict(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine
) -> None:
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    decide(moderator, case_id, receipt)
    response = decide(moderator, case_id, receipt, "remove", "RV_COPY")
    assert (response.status_code, response.json()["code"]) == (409, "review_api.already_decided")
    assert moderator.post(f"/v1/cases/{case_id}/claim").status_code == 409
    assert len(sent(engine)) == 1


def test_a_decision_needs_the_claim_and_its_version(
    machine: httpx.Client, moderator: httpx.Client, login: Login, engine: Engine
) -> None:
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    other = login(Role.MODERATOR, "other")
    for client, changes, code in (
        (moderator, {"claim_token": "wrong"}, "review_api.claim_conflict"),
        (other, {}, "review_api.claim_conflict"),
        (moderator, {"version": receipt["version"] - 1}, "review_api.version_conflict"),
        (moderator, {"version": receipt["version"] + 1}, "review_api.version_conflict"),
    ):
        response = decide(client, case_id, receipt, **changes)
        assert (response.status_code, response.json()["code"]) == (409, code)
        assert response.headers["content-type"] == "application/problem+json"
    assert sent(engine) == []
    assert decide(moderator, case_id, receipt).status_code == 200


@on_both_databases
def test_a_claim_keeps_others_out_until_its_lease_ends(
    machine: httpx.Client, moderator: httpx.Client, login: Login, clock: FixedClock
) -> None:
    case_id = case_of(machine, flag())
    mine = claim(moderator, case_id)
    other = login(Role.MODERATOR, "other")
    refused = other.post(f"/v1/cases/{case_id}/claim")
    assert refused.status_code == 409
    assert "Moderator is working on this case until 10:20 UTC" in refused.json()["detail"]
    clock.advance(20 * 60 + 1)
    late = decide(moderator, case_id, mine)
    assert (late.status_code, late.json()["code"]) == (409, "review_api.claim_conflict")
    theirs = claim(other, case_id)
    assert decide(moderator, case_id, mine).status_code == 409
    assert decide(other, case_id, theirs).status_code == 200


def test_a_claim_is_renewed_by_its_token(
    machine: httpx.Client, moderator: httpx.Client, clock: FixedClock
) -> None:
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    clock.advance(15 * 60)
    body = {"claim_token": receipt["claim_token"]}
    renewed = moderator.post(f"/v1/cases/{case_id}/claim", json=body).json()
    assert renewed["version"] == receipt["version"]
    assert renewed["lease_until"] > receipt["lease_until"]
    clock.advance(15 * 60)
    assert decide(moderator, case_id, receipt).status_code == 200
    assert moderator.post(f"/v1/cases/{case_id}/claim", json=body).status_code == 409


def test_claiming_again_in_another_window_ends_the_first(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    case_id = case_of(machine, flag())
    old, new = claim(moderator, case_id), claim(moderator, case_id)
    refused = decide(moderator, case_id, old)
    assert refused.status_code == 409
    assert "another window" in refused.json()["detail"]
    assert decide(moderator, case_id, new).status_code == 200


def test_a_released_case_is_open_again(machine: httpx.Client, moderator: httpx.Client, login: Login) -> None:
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    body = {"claim_token": receipt["claim_token"]}
    assert moderator.get(f"/v1/cases/{case_id}").json()["claim"]["mine"] is True
    released = moderator.post(f"/v1/cases/{case_id}/release", json=body)
    assert (released.status_code, released.json()["status"]) == (200, "open")
    assert decide(moderator, case_id, receipt).status_code == 409
    assert moderator.post(f"/v1/cases/{case_id}/release", json=body).status_code == 409
    assert claim(login(Role.MODERATOR, "other"), case_id)["version"] == receipt["version"] + 2


@on_both_databases
def test_an_escalated_case_goes_to_a_lead(
    machine: httpx.Client, moderator: httpx.Client, login: Login, engine: Engine
) -> None:
    case_id = case_of(machine, flag())
    response = decide(moderator, case_id, claim(moderator, case_id), "escalate", "RV_NEEDS_LEAD")
    assert response.json()["status"] == "open"
    assert response.json()["escalated"] is True
    assert moderator.post(f"/v1/cases/{case_id}/claim").status_code == 403
    lead = login(Role.LEAD)
    receipt = claim(lead, case_id)
    assert decide(lead, case_id, receipt, "escalate", "RV_NEEDS_LEAD").status_code == 409
    assert decide(lead, case_id, receipt, "remove", "RV_COPY").json()["status"] == "decided"
    assert [m.outcome for m in sent(engine)] == ["escalate", "remove"]
    assert len({m.message_id for m in sent(engine)}) == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason_code": "RV_COPY"}, "review_api.unknown_reason"),
        ({"reason_code": "NOPE"}, "review_api.unknown_reason"),
        ({"outcome": "burn"}, "review_api.invalid_request"),
        ({"note": "x\0y"}, "review_api.invalid_request"),
        ({"note": "x" * 5001}, "review_api.invalid_request"),
        ({"surprise": 1}, "review_api.invalid_request"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine, changes: dict[str, object], code: str
) -> None:
    case_id = case_of(machine, flag())
    response = decide(moderator, case_id, claim(moderator, case_id), **changes)
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert sent(engine) == []


@on_both_databases
def test_a_flag_that_cannot_be_read_any_more_does_not_block_the_decision(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine
) -> None:
    case_id = case_of(machine, flag())
    broken = flag().model_dump(mode="json")
    broken["scored_track"]["track"]["received_at"] = "the day before yesterday"
    with engine.begin() as connection:
        connection.execute(sa.update(flags).values(flag=json.dumps(broken)))
    detail = moderator.get(f"/v1/cases/{case_id}").json()
    assert detail["flag"] is None
    assert "scored_track.track.received_at" in detail["flag_problem"]
    assert moderator.get(f"/v1/cases/{case_id}/audio").status_code == 404
    assert decide(moderator, case_id, claim(moderator, case_id)).status_code == 200
    assert len(sent(engine)) == 1


@on_both_databases
def test_of_many_who_claim_at_once_one_succeeds(machine: httpx.Client, login: Login, engine: Engine) -> None:
    people = [login(Role.MODERATOR, f"person{n}") for n in range(6)]
    for number in range(3):
        case_id = case_of(machine, flag(number))
        start = threading.Barrier(len(people))
        answers: dict[int, httpx.Response] = {}

        def race(
            who: int,
            case_id: str = case_id,
            start: threading.Barrier = start,
            answers: dict[int, httpx.Response] = answers,
        ) -> None:
            start.wait()
            answers[who] = people[who].post(f"/v1/cases/{case_id}/claim")

        threads = [threading.Thread(target=race, args=(n,)) for n in range(len(people))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(r.status_code for r in answers.values()) == [200] + [409] * 5
        (winner,) = [n for n, r in answers.items() if r.status_code == 200]
        assert decide(people[winner], case_id, answers[winner].json()).status_code == 200
    assert len(sent(engine)) == 3


@on_both_databases
def test_of_two_decisions_at_once_one_counts(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine
) -> None:
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    start = threading.Barrier(2)
    answers: list[int] = []

    def race(outcome: str, reason: str) -> None:
        start.wait()
        answers.append(decide(moderator, case_id, receipt, outcome, reason).status_code)

    choices = (("clear", "RV_HUMAN_MADE"), ("remove", "RV_COPY"))
    threads = [threading.Thread(target=race, args=choice) for choice in choices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409]
    assert len(sent(engine)) == 1


@pytest.mark.parametrize("table", [case_events, review_decisions])
@on_both_databases
def test_the_database_refuses_to_rewrite_history(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine, table: sa.Table
) -> None:
    case_id = case_of(machine, flag())
    decide(moderator, case_id, claim(moderator, case_id))
    for statement in (sa.delete(table), sa.update(table).values(case_id=case_id)):
        with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
            connection.execute(statement)


@pytest.mark.parametrize("case_id", ["0" * 32, "nope", "%00", "0" * 33])
def test_a_case_that_is_not_there_is_said_so(moderator: httpx.Client, case_id: str) -> None:
    for response in (
        moderator.get(f"/v1/cases/{case_id}"),
        moderator.post(f"/v1/cases/{case_id}/claim"),
        moderator.get(f"/v1/cases/{case_id}/audio"),
    ):
        assert (response.status_code, response.json()["code"]) == (404, "review_api.case_not_found")
