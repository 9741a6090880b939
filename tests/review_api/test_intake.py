"""What handing in flags promises."""

import threading

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from contracts.decision import Action
from review_api.tables import case_events, cases, flags
from tests.policy.samples import flag
from tests.review_api.calls import case_of, hand_in
from tests.review_api.conftest import on_both_databases


def number_of(engine: Engine, table: sa.Table) -> int:
    with engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


@on_both_databases
def test_a_flag_makes_one_case_however_often_it_comes(machine: httpx.Client, engine: Engine) -> None:
    first = hand_in(machine, flag())
    again = hand_in(machine, flag())
    other_key = hand_in(machine, flag(), key="another")
    assert (first.status_code, again.status_code, other_key.status_code) == (201, 200, 200)
    assert first.json() == again.json() == other_key.json()
    assert number_of(engine, cases) == number_of(engine, flags) == number_of(engine, case_events) == 1


@on_both_databases
def test_a_key_with_another_body_is_a_conflict_and_changes_nothing(
    machine: httpx.Client, engine: Engine
) -> None:
    hand_in(machine, flag(1), key="k")
    response = hand_in(machine, flag(2), key="k")
    assert response.status_code == 409
    assert response.json()["code"] == "review_api.idempotency_conflict"
    assert number_of(engine, cases) == 1


@on_both_databases
def test_a_flag_id_with_another_content_is_a_conflict(machine: httpx.Client, engine: Engine) -> None:
    hand_in(machine, flag(1, priority=0.5))
    response = hand_in(machine, flag(1, priority=0.6), key="new")
    assert response.status_code == 409
    # The key was not used up by the refusal.
    assert hand_in(machine, flag(3), key="new").status_code == 201
    assert number_of(engine, cases) == 2


@pytest.mark.parametrize("action", [Action.LABEL, Action.DEMOTE])
def test_what_needs_no_person_is_recorded_without_a_case(
    machine: httpx.Client, engine: Engine, action: Action
) -> None:
    response = hand_in(machine, flag(action=action))
    assert response.status_code == 201
    assert response.json()["case_id"] is None
    assert (number_of(engine, flags), number_of(engine, cases)) == (1, 0)


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"{}", 422),
        ({"Idempotency-Key": "k"}, b"{}", 422),
        ({"Idempotency-Key": "k"}, b"not json", 422),
        ({"Idempotency-Key": "k"}, b"x" * 5_000_000, 413),
    ],
)
def test_a_body_that_is_no_flag_is_refused_in_words(
    machine: httpx.Client, headers: dict[str, str], body: bytes, status: int
) -> None:
    response = machine.post(
        "/v1/flags", content=body, headers={"Content-Type": "application/json", **headers}
    )
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


@on_both_databases
def test_ids_that_no_database_keeps_are_refused(machine: httpx.Client) -> None:
    for bad in ("", "a\0b", "x" * 201, "a\nb"):
        response = hand_in(machine, flag().model_copy(update={"flag_id": bad}), key="k")
        assert response.status_code == 400, bad


@on_both_databases
def test_hostile_texts_are_shown_by_code_point_and_kept_in_the_flag(
    machine: httpx.Client, moderator: httpx.Client
) -> None:
    title = "Evil\u202egnos\x00\x1b[31m"
    case_id = case_of(machine, flag(title=title))
    detail = moderator.get(f"/v1/cases/{case_id}").json()
    assert detail["title"] == "Evil⟨U+202E⟩gnos⟨U+0000⟩⟨U+001B⟩[31m"
    assert detail["flag"]["scored_track"]["track"]["title"] == title
    assert moderator.get("/v1/cases", params={"q": "evilgnos"}).json()["total"] == 1


@on_both_databases
def test_many_at_once_make_one_case(machine: httpx.Client, engine: Engine) -> None:
    answers: list[int] = []
    start = threading.Barrier(6)

    def send(number: int) -> None:
        start.wait()
        answers.append(hand_in(machine, flag(), key=f"key-{number}").status_code)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * 5 + [201]
    assert number_of(engine, cases) == 1
