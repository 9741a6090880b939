"""Refuses changes that another web site makes a browser send."""

import hmac
from urllib.parse import urlsplit

from fastapi import Request

from review_api.errors import CsrfError

CSRF_HEADER = "X-CSRF-Token"


def check_same_origin(request: Request) -> None:
    """Raise where a browser says that the request comes from another site.

    Programs send neither header and pass: they hold a key, which no other site can make a browser send.
    """
    site = request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        raise CsrfError("The request comes from another web site. Use the page of this service.")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise CsrfError(
            "The request's Origin is not this service's host. Open the page under the address that it is "
            "served from; a proxy in front has to pass the Host header on."
        )


def check_token(request: Request, expected: str) -> None:
    """Raise unless the request carries its session's token."""
    given = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
        raise CsrfError(
            f"The header {CSRF_HEADER} is missing or belongs to another session.",
            remedy="Reload the page and try again.",
        )
