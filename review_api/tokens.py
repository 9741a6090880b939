"""Random secrets and how they are kept: only their SHA-256 is stored."""

import hashlib
import hmac
import secrets

KEY_PREFIX = "dw_"
SHOWN_LENGTH = 11
"""How much of a key is kept readable, to tell keys apart: ``dw_`` and eight characters (48 bits)."""


def new_token() -> str:
    """Return 32 random bytes as URL-safe text."""
    return secrets.token_urlsafe(32)


def new_api_key() -> str:
    """Return a new API key: a prefix that tells secret scanners what it is, and 32 random bytes."""
    return KEY_PREFIX + secrets.token_urlsafe(32)


def shown_part(api_key: str) -> str:
    """Return the part of a key that may be stored and shown."""
    return api_key[:SHOWN_LENGTH]


def digest(token: str) -> str:
    """Return the SHA-256 of a token, in hex. Enough for random tokens; passwords need argon2."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def csrf_token(session_token: str) -> str:
    """Return the token that changes in a session must carry; derived, so that nothing is stored."""
    return hmac.new(session_token.encode("utf-8", "replace"), b"deadwax csrf", hashlib.sha256).hexdigest()


def matches(token: str, stored_sha256: str) -> bool:
    """Whether a token is the one stored, in constant time."""
    return hmac.compare_digest(digest(token), stored_sha256)
