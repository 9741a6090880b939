"""What logging in promises, with real passwords."""

from collections.abc import Iterator

import httpx
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import Engine

from review_api import passwords
from review_api.accounts import create_user, disable_user
from review_api.in_process import InProcessTransport
from review_api.login_limit import MOST_PER_ADDRESS, MOST_PER_PAIR
from review_api.origin import CSRF_HEADER
from review_api.roles import Role
from review_api.tables import sessions, users
from runtime.clock import FixedClock
from tests.review_api.conftest import BASE

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _ana(engine: Engine, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    # The same algorithm with less work: some tests guess dozens of times.
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", cheap)
    monkeypatch.setattr(passwords, "_NOBODY", cheap.hash("nobody"))
    create_user(engine, clock, "Ana", PASSWORD, Role.MODERATOR, name="Ana Lima")


@pytest.fixture
def browser(transport: InProcessTransport) -> Iterator[httpx.Client]:
    with httpx.Client(transport=_Kept(transport), base_url=BASE) as client:
        yield client


class _Kept(httpx.BaseTransport):
    """A transport that outlives its client."""

    def __init__(self, inner: InProcessTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._inner.handle_request(request)


def log_in(client: httpx.Client, username: str = "ana", password: str = PASSWORD) -> httpx.Response:
    return client.post("/v1/session", json={"username": username, "password": password})


def test_a_login_opens_a_session_that_scripts_cannot_read(browser: httpx.Client) -> None:
    response = log_in(browser, " ANA ")
    assert response.status_code == 200
    cookie = response.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=43200"))
    assert "Secure" not in cookie
    assert response.headers["cache-control"] == "no-store"
    user = response.json()["user"]
    assert (user["name"], user["role"]) == ("Ana Lima", "moderator")
    assert user["id"].startswith("m-")
    assert browser.get("/v1/session").json() == response.json()
    assert browser.get("/v1/cases").status_code == 200


def test_over_tls_the_cookie_stays_on_tls(transport: InProcessTransport) -> None:
    client = httpx.Client(transport=_Kept(transport), base_url="https://review.test")
    assert "Secure" in log_in(client).headers["set-cookie"]


def test_nothing_secret_is_stored(browser: httpx.Client, engine: Engine) -> None:
    token = log_in(browser).cookies["deadwax_session"]
    with engine.connect() as connection:
        stored = str([list(connection.execute(sa.select(table))) for table in (users, sessions)])
    assert PASSWORD not in stored
    assert token not in stored
    assert "$argon2id$" in stored


def test_logging_out_ends_the_session(browser: httpx.Client) -> None:
    csrf = log_in(browser).json()["csrf_token"]
    token = browser.cookies["deadwax_session"]
    assert browser.delete("/v1/session").status_code == 403
    assert browser.delete("/v1/session", headers={CSRF_HEADER: csrf}).status_code == 204
    assert browser.get("/v1/cases", headers={"Cookie": f"deadwax_session={token}"}).status_code == 401


def test_a_session_ends_by_itself(browser: httpx.Client, clock: FixedClock) -> None:
    log_in(browser)
    clock.advance(12 * 3600)
    assert browser.get("/v1/cases").status_code == 401


def test_closing_an_account_ends_its_sessions(
    browser: httpx.Client, engine: Engine, clock: FixedClock
) -> None:
    log_in(browser)
    disable_user(engine, clock, "ana")
    assert browser.get("/v1/cases").status_code == 401
    assert log_in(browser).status_code == 401


@pytest.mark.parametrize(
    ("username", "password"), [("ana", "wrong"), ("nobody", PASSWORD), ("\u202eana", "x")]
)
def test_the_answer_does_not_say_what_was_wrong(browser: httpx.Client, username: str, password: str) -> None:
    response = log_in(browser, username, password)
    assert response.status_code == 401
    assert response.json()["detail"] == "The name or the password is wrong."


@pytest.mark.parametrize("username", ["", "a\0b", "x" * 201])
def test_a_name_that_cannot_be_one_is_refused(browser: httpx.Client, username: str) -> None:
    assert log_in(browser, username).status_code == 422


def test_guessing_is_stopped_and_time_heals(browser: httpx.Client, clock: FixedClock) -> None:
    for _ in range(MOST_PER_PAIR):
        assert log_in(browser, password="guess").status_code == 401
    response = log_in(browser)
    assert (response.status_code, response.json()["code"]) == (429, "review_api.too_many_logins")
    wait = int(response.headers["retry-after"])
    assert 0 < wait <= 15 * 60 + 1
    clock.advance(wait)
    assert log_in(browser).status_code == 200


def test_a_login_that_succeeds_forgets_the_failures(browser: httpx.Client) -> None:
    for _ in range(3):
        for _ in range(MOST_PER_PAIR - 1):
            log_in(browser, password="guess")
        assert log_in(browser).status_code == 200


def test_one_address_cannot_try_many_names(browser: httpx.Client) -> None:
    for number in range(MOST_PER_ADDRESS):
        assert log_in(browser, f"name{number}", "x").status_code == 401
    assert log_in(browser).status_code == 429


def test_another_address_is_not_locked_out(app: FastAPI, browser: httpx.Client) -> None:
    for _ in range(MOST_PER_PAIR):
        log_in(browser, password="guess")
    assert log_in(browser).status_code == 429
    elsewhere = InProcessTransport(app, client=("192.0.2.7", 1))
    try:
        client = httpx.Client(transport=_Kept(elsewhere), base_url=BASE)
        assert log_in(client).status_code == 200
    finally:
        elsewhere.close()
