"""GET /v1/scorecards: who may look, and which months."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from review_api.app import close_app, create_app
from review_api.schemas.scorecard import Scorecard
from runtime.clock import FixedClock
from runtime.settings import Settings
from tests.review_api.conftest import Login


class Asked:
    """Stands where the books stand, and notes what it was asked."""

    def __init__(self) -> None:
        self.questions: list[tuple[str | None, str, str]] = []

    def scorecards(self, sender: str | None, first: str, last: str) -> Sequence[Scorecard]:
        self.questions.append((sender, first, last))
        return []


@pytest.fixture
def books() -> Asked:
    return Asked()


@pytest.fixture
def app(
    settings: Settings, engine: Engine, clock: FixedClock, tmp_path: Path, books: Asked
) -> Iterator[FastAPI]:
    made = create_app(settings, engine, None, clock=clock, page=tmp_path / "dist", scorecards=books)
    yield made
    close_app(made)


def test_the_months_reach_the_books_and_default_to_this_one(
    moderator: httpx.Client, books: Asked, clock: FixedClock
) -> None:
    now = clock.now().strftime("%Y-%m")
    for query in ("", "?first=2025-11&last=2026-02", "?sender=PADPIDA1&last=2026-02"):
        response = moderator.get(f"/v1/scorecards{query}")
        assert (response.status_code, response.json()) == (200, {"items": []})
    assert books.questions == [
        (None, now, now),
        (None, "2025-11", "2026-02"),
        ("PADPIDA1", "2026-02", "2026-02"),
    ]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("first=2026-02&last=2026-01", 400),
        ("first=2020-01&last=2026-01", 400),
        ("first=2026-13", 422),
        ("first=March", 422),
        ("first=٢٠٢٦-01", 422),
    ],
)
def test_what_is_no_span_of_months_is_refused(
    moderator: httpx.Client, books: Asked, query: str, status: int
) -> None:
    assert moderator.get(f"/v1/scorecards?{query}").status_code == status
    assert books.questions == []


@pytest.mark.parametrize("books", [None])
def test_a_service_without_books_says_so(login: Login) -> None:
    response = login().get("/v1/scorecards")
    assert (response.status_code, response.json()["code"]) == (501, "review_api.not_offered")
