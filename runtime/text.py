"""Text from outside: why it cannot be read, and made fit to be stored."""


def storable(text: str, most: int | None = None) -> str:
    """Return ``text`` without what a database refuses, cut to ``most`` characters.

    NUL (PostgreSQL) and lone surrogates (every UTF-8 encoder) become visible escapes.
    """
    encoded = text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")
    return encoded if most is None else encoded[:most]


def why_unread(error: OSError | UnicodeDecodeError) -> str:
    """In words, why a file could not be read as UTF-8 text."""
    if isinstance(error, UnicodeDecodeError):
        return f"it is no UTF-8 text (byte {error.start})"
    return error.strerror or type(error).__name__
