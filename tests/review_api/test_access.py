"""Who may do what: every role on every route, and nobody where the table is silent."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import Engine

from review_api.access import ACCESS
from review_api.accounts import create_api_key
from review_api.app import bare_app
from review_api.guard import GuardedRoute
from review_api.in_process import InProcessTransport
from review_api.page import Page
from review_api.roles import Role, Scope
from runtime.clock import FixedClock
from tests.policy.samples import flag
from tests.review_api.conftest import BASE, Login

PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("POST", "/v1/session"),
}
SEE = {"moderator", "lead", "policy_author", "policy_approver", "auditor", "admin"}
DECIDE = {"moderator", "lead", "admin"}
ALL = set(Role)

# Written out a second time, apart from the code: who changes the one has to mean it in the other.
PEOPLE: dict[tuple[str, str], set[str]] = {
    ("GET", "/v1/session"): ALL,
    ("DELETE", "/v1/session"): ALL,
    ("POST", "/v1/flags"): {"submitter"},
    ("POST", "/v1/track-changes"): {"submitter"},
    ("GET", "/v1/cases"): SEE,
    ("GET", "/v1/cases/{case_id}"): SEE,
    ("GET", "/v1/cases/{case_id}/audio"): SEE,
    ("POST", "/v1/cases/{case_id}/claim"): DECIDE,
    ("POST", "/v1/cases/{case_id}/release"): DECIDE,
    ("POST", "/v1/cases/{case_id}/decision"): DECIDE,
    ("POST", "/v1/check"): DECIDE | {"submitter"},
    ("GET", "/v1/scorecards"): SEE,
    ("GET", "/v1/vocabulary"): SEE,
    ("GET", "/v1/summary"): SEE,
}
KEYS: dict[tuple[str, str], Scope] = {
    ("POST", "/v1/flags"): Scope.FLAGS_WRITE,
    ("POST", "/v1/track-changes"): Scope.FLAGS_WRITE,
    ("GET", "/v1/cases"): Scope.CASES_READ,
    ("GET", "/v1/cases/{case_id}"): Scope.CASES_READ,
    ("POST", "/v1/check"): Scope.DELIVERIES_CHECK,
    ("GET", "/v1/scorecards"): Scope.SCORECARDS_READ,
    ("GET", "/v1/vocabulary"): Scope.CASES_READ,
    ("GET", "/v1/summary"): Scope.CASES_READ,
}


def routes(app: FastAPI) -> set[tuple[str, str]]:
    found = set()
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute):
            assert isinstance(route, GuardedRoute), f"{route.path} goes round the guard"
            found |= {(method, route.path_format) for method in route.methods}
        else:
            assert isinstance(getattr(route, "app", None), Page), f"{route} goes round the guard"
    return found


def send(client: httpx.Client, route: tuple[str, str]) -> httpx.Response:
    method, path = route
    body: dict[str, object] = {
        "/v1/session": {"username": "nobody", "password": "nothing"},
        "/v1/flags": flag().model_dump(mode="json"),
    }.get(path, {"claim_token": "x", "version": 0, "outcome": "clear", "reason_code": "x"})
    return client.request(
        method,
        path.replace("{case_id}", "0" * 32),
        json=body if method == "POST" else None,
        headers={"Idempotency-Key": "k"},
    )


def test_every_route_has_an_entry_here_and_in_the_table(app: FastAPI) -> None:
    assert routes(app) == set(ACCESS) == PUBLIC | set(PEOPLE)
    assert routes(bare_app()) == routes(app)


@pytest.mark.parametrize("role", list(Role))
def test_a_person_passes_exactly_where_the_role_may(login: Login, role: Role) -> None:
    client = login(role)
    for route, allowed in PEOPLE.items():
        if route == ("DELETE", "/v1/session"):
            continue
        response = send(client, route)
        refused = response.status_code == 403 and response.json()["code"] == "review_api.forbidden"
        assert refused is (role not in allowed), (route, response.text)
    assert client.delete("/v1/session").status_code == 204


@pytest.mark.parametrize("scope", list(Scope))
def test_a_key_passes_exactly_where_its_scope_may(
    transport: InProcessTransport, engine: Engine, clock: FixedClock, scope: Scope
) -> None:
    key = create_api_key(engine, clock, "program", [scope])
    client = httpx.Client(
        transport=transport, base_url=BASE, headers={"Authorization": f"Bearer {key.secret}"}
    )
    for route in PEOPLE:
        response = send(client, route)
        refused = response.status_code == 403
        assert refused is (KEYS.get(route) is not scope), (route, response.text)


def test_without_a_login_only_the_public_routes_answer(anonymous: httpx.Client) -> None:
    for route in PEOPLE:
        response = send(anonymous, route)
        assert response.status_code == 401, route
        assert response.headers["www-authenticate"] == "Bearer"
    for route in PUBLIC - {("POST", "/v1/session")}:
        assert send(anonymous, route).status_code == 200, route


def test_a_route_that_the_table_does_not_know_is_closed_to_everybody(
    app: FastAPI, login: Login, anonymous: httpx.Client
) -> None:
    def forgotten() -> str:
        return "secret"

    app.router.routes.insert(0, GuardedRoute("/v1/forgotten", forgotten))
    assert anonymous.get("/v1/forgotten").status_code == 401
    for role in Role:
        assert login(role).get("/v1/forgotten").status_code == 403


@pytest.mark.parametrize(
    "header",
    ["Bearer dw_wrong", "Bearer ", "Basic abc", "dw_wrong", "Bearer \u00e9"],
)
def test_a_wrong_key_is_refused(anonymous: httpx.Client, header: str) -> None:
    response = anonymous.get("/v1/cases", headers={b"Authorization": header.encode("latin-1")})
    assert (response.status_code, response.json()["code"]) == (401, "review_api.not_logged_in")


def test_a_wrong_key_is_refused_even_beside_a_session(moderator: httpx.Client) -> None:
    assert moderator.get("/v1/cases", headers={"Authorization": "Bearer dw_wrong"}).status_code == 401


def test_an_expired_key_is_refused(transport: InProcessTransport, engine: Engine, clock: FixedClock) -> None:
    key = create_api_key(engine, clock, "short", [Scope.CASES_READ], lifetime=timedelta(hours=1))
    client = httpx.Client(
        transport=transport, base_url=BASE, headers={"Authorization": f"Bearer {key.secret}"}
    )
    assert client.get("/v1/cases").status_code == 200
    clock.advance(3601)
    response = client.get("/v1/cases")
    assert response.status_code == 401
    assert "has expired" in response.json()["detail"]


Check = Callable[[httpx.Client], httpx.Response]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"X-CSRF-Token": ""}, 403),
        ({"X-CSRF-Token": "0" * 64}, 403),
        ({"X-CSRF-Token": "\u00e9"}, 403),
        ({"Origin": BASE}, 200),
        ({"Origin": "http://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_a_change_comes_from_the_page_or_not_at_all(
    machine: httpx.Client, moderator: httpx.Client, headers: dict[str, str], status: int
) -> None:
    machine.post(
        "/v1/flags",
        content=flag().model_dump_json().encode(),
        headers={"Idempotency-Key": "k", "Content-Type": "application/json"},
    )
    (item,) = moderator.get("/v1/cases").json()["items"]
    raw = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    response = moderator.post(f"/v1/cases/{item['id']}/claim", headers=raw)
    assert response.status_code == status, response.text
    if status == 403:
        assert response.json()["code"] == "review_api.csrf"
        assert moderator.get("/v1/cases").json()["counts"]["claimed"] == 0


def test_another_site_cannot_log_somebody_in(anonymous: httpx.Client) -> None:
    response = anonymous.post(
        "/v1/session",
        json={"username": "a", "password": "b"},
        headers={"Origin": "http://evil.test"},
    )
    assert response.json()["code"] == "review_api.csrf"
