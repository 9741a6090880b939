"""Calls that many tests make."""

from typing import Any

import httpx

from contracts.flag import Flag


def hand_in(client: httpx.Client, flag: Flag, key: str | None = None) -> httpx.Response:
    """Hand a flag in under its message id, or under ``key``."""
    return client.post(
        "/v1/flags",
        content=flag.model_dump_json().encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": key or flag.message_id},
    )


def case_of(client: httpx.Client, flag: Flag) -> str:
    """Hand a flag in and return the id of its case."""
    response = hand_in(client, flag)
    assert response.status_code == 201, response.text
    case_id = response.json()["case_id"]
    assert isinstance(case_id, str)
    return case_id


def claim(client: httpx.Client, case_id: str) -> dict[str, Any]:
    """Claim a case and return the receipt."""
    response = client.post(f"/v1/cases/{case_id}/claim")
    assert response.status_code == 200, response.text
    receipt: dict[str, Any] = response.json()
    return receipt


def decide(
    client: httpx.Client,
    case_id: str,
    receipt: dict[str, Any],
    outcome: str = "clear",
    reason_code: str = "RV_HUMAN_MADE",
    **changes: Any,
) -> httpx.Response:
    """Decide a claimed case."""
    body = {
        "claim_token": receipt["claim_token"],
        "version": receipt["version"],
        "outcome": outcome,
        "reason_code": reason_code,
        "note": "Heard it whole.",
    }
    return client.post(f"/v1/cases/{case_id}/decision", json=body | changes)
