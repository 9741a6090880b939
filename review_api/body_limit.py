"""Refuses requests that are larger than any honest one, before they fill the memory."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from runtime.settings import Settings

MOST_BYTES = 4_000_000
"""A flag with its whole exhibit takes a few hundred thousand."""

TOO_LARGE = 413

CHECK = "/v1/check"
BYTES_OF_MB = 1_000_000


def most_bytes(template: str, settings: Settings) -> int:
    """How large the body of a request to this route may be: a delivery is larger than all else."""
    return settings.check_max_mb * BYTES_OF_MB if template == CHECK else MOST_BYTES


def limited(request: Request, most: int = MOST_BYTES) -> Request:
    """Return the request with a body that ends in status 413 where it grows over ``most`` bytes.

    FastAPI's own limit answers in plain text; this one goes the way of every other error.
    """
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > most:
        raise HTTPException(TOO_LARGE)
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(TOO_LARGE)
        return message

    return Request(request.scope, receive)
