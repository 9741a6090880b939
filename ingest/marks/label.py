"""The AI label of GB 45438-2025 (TC260): JSON under the key ``AIGC``, read as leniently as it is written."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any

from contracts.mark import MarkClaim

MAX_CHARS = 16_384
_DEPTH = 4
_BARE = re.compile(r"([:,\[]\s*)None\b")
"""What Python writes for nothing, beside its single quotes."""
_CLAIMS = {
    "1": MarkClaim.ALL,
    "aigc": MarkClaim.ALL,
    "2": MarkClaim.POSSIBLY,
    "3": MarkClaim.POSSIBLY,
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says. ``value`` is as written: 1 made by AI, 2 possibly, 3 suspected."""

    value: str
    claim: MarkClaim
    producer: str | None = None
    content_id: str | None = None


def read_label(text: str) -> Label | None:
    """The label in ``text``: plain JSON, with single quotes, nested, or in Base64; None where it is none."""
    if len(text) > MAX_CHARS:
        return None
    fields = _fields(_value(text), _DEPTH) or _fields(_value(_unpacked(text)), _DEPTH)
    if fields is None:
        return None
    value = str(fields["label"]).strip()
    return Label(
        value=value[:40],
        claim=_CLAIMS.get(value.casefold(), MarkClaim.NOTHING),
        producer=_text(fields.get("contentproducer")),
        content_id=_text(fields.get("produceid")),
    )


def _value(text: str) -> Any:
    for form in (text, text.replace("'", '"'), _BARE.sub(r"\1null", text.replace("'", '"'))):
        try:
            return json.loads(form)
        except (ValueError, RecursionError):
            continue
    return None


def _unpacked(text: str) -> str:
    try:
        letters = "".join(text.split()).rstrip("=")
        return base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def _fields(value: Any, depth: int) -> dict[str, Any] | None:
    """The innermost object that has a label, its keys in lower case; values may be JSON in a text."""
    if isinstance(value, str) and depth and value.lstrip()[:1] == "{":
        return _fields(_value(value), depth - 1)
    if not isinstance(value, dict) or not depth:
        return None
    fields = {str(key).casefold(): each for key, each in value.items()}
    if isinstance(fields.get("label"), str | int):
        return fields
    return next((found for each in fields.values() if (found := _fields(each, depth - 1))), None)


def _text(value: Any) -> str | None:
    return str(value).strip()[:200] or None if isinstance(value, str | int) else None
