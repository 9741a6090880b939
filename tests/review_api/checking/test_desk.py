"""POST /v1/check: who may, how large, how often, and that nothing stays behind."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from contracts.acknowledgement import AcknowledgementStatus
from review_api.accounts import create_api_key
from review_api.app import close_app, create_app
from review_api.checking.desk import AT_ONCE, FOLDER
from review_api.in_process import InProcessTransport
from review_api.roles import Scope
from review_api.schemas.check import CheckedMessage
from runtime.clock import FixedClock
from runtime.settings import Settings
from tests.review_api.checking.zips import packed
from tests.review_api.conftest import BASE, Login

XML = {"Content-Type": "application/xml"}
ZIP = {"Content-Type": "application/zip; charset=binary"}


class Names:
    """Stands where the ingest room's check stands: tells the names of the messages that it is shown."""

    def __init__(self) -> None:
        self.wait: Callable[[], object] = lambda: None

    def check(self, path: Path) -> Sequence[CheckedMessage]:
        self.wait()
        folder = path if path.is_dir() else path.parent
        worst = (
            AcknowledgementStatus.REJECTED
            if list(folder.rglob("bad.xml"))
            else AcknowledgementStatus.ACCEPTED
        )
        found = sorted(folder.rglob("*.xml"))
        return [CheckedMessage(path=str(p.relative_to(folder)), status=worst, findings=()) for p in found]


@pytest.fixture
def checker() -> Names:
    return Names()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", workers=1, check_max_mb=1, check_per_minute=6)


@pytest.fixture
def app(
    settings: Settings, engine: Engine, clock: FixedClock, tmp_path: Path, checker: Names
) -> Iterator[FastAPI]:
    made = create_app(settings, engine, None, clock=clock, page=tmp_path / "dist", checker=checker)
    yield made
    close_app(made)


@pytest.fixture
def sender(transport: InProcessTransport, engine: Engine, clock: FixedClock) -> httpx.Client:
    key = create_api_key(engine, clock, "a label", [Scope.DELIVERIES_CHECK])
    return httpx.Client(transport=transport, base_url=BASE, headers={"Authorization": f"Bearer {key.secret}"})


def post(client: httpx.Client, body: bytes, headers: dict[str, str]) -> httpx.Response:
    return client.post("/v1/check", content=body, headers=headers)


def test_a_message_alone_is_checked(sender: httpx.Client) -> None:
    response = post(sender, b"<a/>", XML)
    assert response.status_code == 200
    assert response.json() == {
        "status": "accepted",
        "messages": [{"path": "message.xml", "status": "accepted", "findings": []}],
    }


def test_a_zip_is_checked_as_a_folder_and_the_worst_status_is_told(sender: httpx.Client) -> None:
    answer = post(
        sender, packed({"x/good.xml": b"<a/>", "bad.xml": b"", "x/resources/a.flac": b"f"}), ZIP
    ).json()
    assert answer["status"] == "rejected"
    assert [message["path"] for message in answer["messages"]] == ["bad.xml", "x/good.xml"]


def test_nothing_stays_behind(sender: httpx.Client, settings: Settings) -> None:
    post(sender, b"<a/>", XML)
    post(sender, packed({"a.xml": b"<a/>"}), ZIP)
    post(sender, packed({"../a.xml": b"<a/>"}), ZIP)
    assert list((settings.home / FOLDER).iterdir()) == []


def test_what_a_killed_process_left_is_cleared_after_a_day(
    sender: httpx.Client, settings: Settings, clock: FixedClock
) -> None:
    now = clock.now().timestamp()
    for name, age_s in (("old", 90_000), ("young", 600)):
        folder = settings.home / FOLDER / name
        folder.mkdir(parents=True)
        os.utime(folder, (now - age_s, now - age_s))
    post(sender, b"<a/>", XML)
    assert [path.name for path in (settings.home / FOLDER).iterdir()] == ["young"]


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"{}", {"Content-Type": "application/json"}, 415, "review_api.unsupported_parcel"),
        (b"<a/>", {}, 415, "review_api.unsupported_parcel"),
        (b"no zip", ZIP, 400, "review_api.unusable_parcel"),
        (packed({"a.flac": b"f"}), ZIP, 400, "review_api.unusable_parcel"),
        (packed({"a.flac": bytes(3_000_000)}), ZIP, 413, "review_api.parcel_too_large"),
        (b"<" * 1_000_001, XML, 413, "review_api.too_large"),
    ],
)
def test_what_cannot_be_checked_is_said_in_the_usual_shape(
    sender: httpx.Client, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    response = post(sender, body, headers)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_a_body_without_a_length_is_counted_as_it_comes(sender: httpx.Client) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(20):
            yield b"<" * 100_000

    response = sender.post("/v1/check", content=body(), headers=XML)
    assert response.status_code == 413


def test_who_asks_too_often_is_told_when_to_come_back(sender: httpx.Client, clock: FixedClock) -> None:
    for _ in range(6):
        assert post(sender, b"<a/>", XML).status_code == 200
    refused = post(sender, b"<a/>", XML)
    assert (refused.status_code, refused.json()["code"]) == (429, "review_api.too_many_checks")
    clock.advance(int(refused.headers["retry-after"]))
    assert post(sender, b"<a/>", XML).status_code == 200


def test_only_a_few_are_checked_at_once(sender: httpx.Client, checker: Names) -> None:
    inside, leave = threading.Semaphore(0), threading.Event()

    def wait() -> None:
        inside.release()
        leave.wait(30)

    checker.wait = wait
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(post(sender, b"<a/>", XML).status_code))
        for _ in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()
        assert inside.acquire(timeout=30)
    refused = post(sender, b"<a/>", XML)
    leave.set()
    for thread in threads:
        thread.join()
    assert (refused.status_code, refused.json()["code"]) == (503, "review_api.busy")
    assert refused.headers["retry-after"]
    assert answers == [200] * AT_ONCE
    assert post(sender, b"<a/>", XML).status_code == 200


def test_a_person_of_the_house_may_check_too(login: Login) -> None:
    assert post(login(), b"<a/>", XML).status_code == 200


def test_without_a_checker_the_service_says_so(
    settings: Settings, engine: Engine, clock: FixedClock, login: Login, tmp_path: Path
) -> None:
    person = login()
    bare = create_app(settings, engine, None, clock=clock, page=tmp_path / "dist")
    transport = InProcessTransport(bare)
    client = httpx.Client(
        transport=transport, base_url=BASE, headers=person.headers, cookies=dict(person.cookies)
    )
    response = post(client, b"<a/>", XML)
    transport.close()
    close_app(bare)
    assert (response.status_code, response.json()["code"]) == (501, "review_api.not_offered")
