"""What the app as a whole promises."""

import json
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from review_api.app import close_app, create_app
from review_api.in_process import InProcessTransport
from review_api.openapi import document
from runtime.clock import FixedClock
from runtime.database import engine as database
from runtime.settings import Settings
from tests.policy.samples import flag
from tests.review_api.calls import case_of, claim, decide
from tests.review_api.conftest import BASE


def test_every_answer_carries_the_security_headers(anonymous: httpx.Client, moderator: httpx.Client) -> None:
    for response in (
        anonymous.get("/"),
        anonymous.get("/healthz"),
        anonymous.get("/v1/cases"),
        moderator.get("/v1/cases"),
        moderator.get("/v1/nothing"),
        anonymous.post("/v1/session", content=b"x" * 5_000_000),
    ):
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["referrer-policy"] == "no-referrer"


def test_answers_of_the_api_are_not_cached(moderator: httpx.Client) -> None:
    assert moderator.get("/v1/cases").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("PUT", "/v1/cases", 405),
        ("GET", "/v1", 404),
        ("GET", "/nothing.js", 404),
    ],
)
def test_what_is_not_there_is_said_in_the_same_shape(
    moderator: httpx.Client, method: str, path: str, status: int
) -> None:
    response = moderator.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A built page where the app looks for it."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html><title>page</title>")
    (dist / "assets" / "app-1234.js").write_text("export {}")
    (tmp_path / "secret.txt").write_text("secret")
    return dist


def test_without_a_built_page_the_words_say_so(anonymous: httpx.Client) -> None:
    response = anonymous.get("/")
    assert response.status_code == 503
    assert "make run" in response.text


def test_the_built_page_is_served(anonymous: httpx.Client, page: Path) -> None:
    for path in ("/", "/cases/abc", "/index.html"):
        response = anonymous.get(path)
        assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache"), path
        assert response.text == (page / "index.html").read_text()
    script = anonymous.get("/assets/app-1234.js")
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path", ["/assets/../../secret.txt", "/%2e%2e/secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"]
)
def test_nothing_beside_the_page_is_served(anonymous: httpx.Client, page: Path, path: str) -> None:
    assert page.is_dir()
    assert "secret" not in anonymous.get(path).text


def test_health_and_metrics(machine: httpx.Client, moderator: httpx.Client, anonymous: httpx.Client) -> None:
    case_id = case_of(machine, flag(1))
    case_of(machine, flag(2))
    decide(moderator, case_id, claim(moderator, case_id))
    assert anonymous.get("/healthz").json() == {"status": "ok"}
    assert anonymous.get("/readyz").json() == {"status": "ok"}
    text = anonymous.get("/metrics").text
    assert 'deadwax_review_cases{status="open"} 1.0' in text
    assert 'deadwax_review_cases{status="decided"} 1.0' in text
    assert 'deadwax_review_flags_total{action="review",replayed="false"} 2.0' in text
    assert 'deadwax_review_decisions_total{outcome="clear"} 1.0' in text


def test_a_lost_database_is_not_ready_and_says_nothing_of_itself(tmp_path: Path, clock: FixedClock) -> None:
    engine = database.create(f"sqlite:///{tmp_path / 'gone' / 'x.sqlite3'}")
    (tmp_path / "gone").rmdir()
    app = create_app(Settings(home=tmp_path), engine, None, clock=clock)
    transport = InProcessTransport(app)
    client = httpx.Client(transport=transport, base_url=BASE)
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.json()["code"]) == (503, "review_api.not_ready")
    assert "sqlite" not in response.text
    transport.close()
    close_app(app)


def test_the_vocabulary_has_words_for_every_code(moderator: httpx.Client) -> None:
    vocabulary = moderator.get("/v1/vocabulary").json()
    reasons = {reason["code"] for reason in vocabulary["reasons"]}
    assert [o["key"] for o in vocabulary["outcomes"]] == list("123456")
    for outcome in vocabulary["outcomes"]:
        assert set(outcome["reason_codes"]) <= reasons
    assert len({key["key"] for key in vocabulary["keys"]}) == len(vocabulary["keys"])
    assert vocabulary["features"]


def test_the_openapi_document_is_complete_without_a_database() -> None:
    found = document()
    text = json.dumps(found)
    for name in ("CasePage", "CaseDetail", "Flag", "Problem", "VocabularyView"):
        assert name in found["components"]["schemas"]
    assert "#/$defs/" not in text
    operations = [o["operationId"] for path in found["paths"].values() for o in path.values()]
    assert len(operations) == len(set(operations))


def test_the_document_is_not_served(app: FastAPI, moderator: httpx.Client) -> None:
    assert app.openapi_url is None
    assert moderator.get("/docs.json").status_code == 404
