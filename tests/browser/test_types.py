"""The page's types belong to the API as it is, and its packages carry no addresses."""

import hashlib
import json
from pathlib import Path
from typing import Any

from review_api.openapi import document

WEB = Path(__file__).resolve().parents[2] / "review_api" / "web"
PROSE = ("description", "title", "summary")


def bare(value: Any) -> Any:
    """What scripts/types.mjs leaves of the document: no prose, keys sorted, whole numbers as such."""
    if isinstance(value, list | tuple):
        return [bare(one) for one in value]
    if isinstance(value, dict):
        kept = {k: bare(v) for k, v in value.items() if not (k in PROSE and isinstance(v, str))}
        return dict(sorted(kept.items()))
    return int(value) if isinstance(value, float) and value.is_integer() else value


def test_the_types_of_the_page_are_those_of_the_api() -> None:
    text = json.dumps(bare(json.loads(json.dumps(document()))), ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    first = (WEB / "src" / "api" / "schema.d.ts").read_text("utf-8").partition("\n")[0]
    assert first == f"// OpenAPI {digest}", (
        "the API has changed; run: python -m review_api.openapi | npm --prefix review_api/web run types"
    )


def test_the_lock_file_pins_by_integrity_and_names_no_address() -> None:
    text = (WEB / "package-lock.json").read_text("utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert len(packages) > 10
    assert all(package.get("integrity") for name, package in packages.items() if name)
