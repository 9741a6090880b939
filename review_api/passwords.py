"""Passwords, kept as argon2id hashes."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()

_NOBODY = _HASHER.hash("no account has this password")
"""Checked where there is no account, so that the answer takes as long as with one."""


def hash_password(password: str) -> str:
    """Return the argon2id hash with its parameters and salt."""
    return _HASHER.hash(password)


def password_fits(password: str, stored_hash: str | None) -> bool:
    """Whether the password is the stored one; always False, after the same work, where none is stored."""
    try:
        _HASHER.verify(stored_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored_hash is not None
