"""Deliveries are checked over HTTP as the command line checks them."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deadwax.cli.serve import app_of
from deadwax.wiring import Plant
from ingest.check import check
from review_api.accounts import create_api_key
from review_api.app import close_app
from review_api.in_process import InProcessTransport
from review_api.roles import Scope
from tests.ingest.messages import Song, ern4, generative_ai, hash_sum
from tests.review_api.checking.zips import packed

WRONG = Song(
    ai="None",
    contributors=generative_ai("LeadVocalist"),
    files={"resources/A1.flac": hash_sum("MD5", "0" * 32)},
)


@pytest.fixture
def client(made: Plant) -> Iterator[httpx.Client]:
    app = app_of(made)
    key = create_api_key(made.engine, made.clock, "a label", [Scope.DELIVERIES_CHECK])
    transport = InProcessTransport(app)
    with httpx.Client(
        transport=transport, base_url="http://api.test", headers={"Authorization": f"Bearer {key.secret}"}
    ) as opened:
        yield opened
    close_app(app)


def test_a_message_is_told_what_the_command_line_tells(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "message.xml"
    path.write_bytes(ern4(WRONG))
    response = client.post(
        "/v1/check", content=path.read_bytes(), headers={"Content-Type": "application/xml"}
    )
    (message,) = response.json()["messages"]
    (local,) = check(path)
    assert message["status"] == local.status.value
    assert message["findings"] == [finding.model_dump(mode="json") for finding in local.findings]
    assert "DX-C01" in {finding["code"] for finding in message["findings"]}


def test_sound_in_a_zip_is_held_against_its_checksum(client: httpx.Client, made: Plant) -> None:
    files = {"b/message.xml": ern4(WRONG), "b/resources/A1.flac": b"fLaC, perhaps"}
    response = client.post("/v1/check", content=packed(files), headers={"Content-Type": "application/zip"})
    (message,) = response.json()["messages"]
    assert message["path"] == "b/message.xml"
    assert "DX-H01" in {finding["code"] for finding in message["findings"]}
    assert str(made.settings.home) not in response.text


@pytest.mark.parametrize("body", [b"", b"<a>", b"<!DOCTYPE a><a/>", b"\x00" * 1000, b"<a>" * 100_000])
def test_hostile_messages_are_answered_as_rejected(client: httpx.Client, body: bytes, made: Plant) -> None:
    response = client.post("/v1/check", content=body, headers={"Content-Type": "application/xml"})
    assert response.status_code == 200
    assert response.json()["status"] == "rejected"
    assert str(made.settings.home) not in response.text


def test_a_file_name_that_leads_out_of_the_delivery_opens_nothing(client: httpx.Client, made: Plant) -> None:
    out = Song(ai="None", files={"../../../etc/passwd": "", "/etc/passwd": "", "http://127.0.0.1/x": ""})
    files = {"message.xml": ern4(out), "a.flac": b"fLaC"}
    response = client.post("/v1/check", content=packed(files), headers={"Content-Type": "application/zip"})
    (message,) = response.json()["messages"]
    codes = [finding["code"] for finding in message["findings"] if finding["file"]]
    assert codes.count("DX-H03") == 3
    assert str(made.settings.home) not in response.text
