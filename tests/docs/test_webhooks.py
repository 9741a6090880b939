"""The example that verifies webhooks does verify them."""

import base64
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from review_api.webhook import WebhookKey

PAGE = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"
NEW = "whsec_" + base64.b64encode(b"n" * 32).decode()
OLD = "whsec_" + base64.b64encode(b"o" * 32).decode()
Verify = Callable[[list[str], dict[str, str], bytes], bool]


@pytest.fixture(scope="module")
def verify() -> Verify:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Verify] = {}
    exec(code, names)  # our own page
    return names["verify"]


def signed(secrets: list[str], body: bytes, age_s: int = 0) -> dict[str, str]:
    at = int(time.time()) - age_s
    signatures = " ".join(WebhookKey(secret).sign("flag-1", at, body) for secret in secrets)
    return {"webhook-id": "flag-1", "webhook-timestamp": str(at), "webhook-signature": signatures}


def test_a_request_is_known_by_either_secret_while_one_replaces_the_other(verify: Verify) -> None:
    headers = signed([NEW, OLD], b"body")
    assert verify([OLD], headers, b"body")
    assert verify([NEW], headers, b"body")


def test_a_changed_body_an_old_request_and_a_strange_secret_are_not(verify: Verify) -> None:
    assert not verify([NEW], signed([NEW], b"body"), b"another")
    assert not verify([NEW], signed([NEW], b"body", age_s=3600), b"body")
    assert not verify([OLD], signed([NEW], b"body"), b"body")
