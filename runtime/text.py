"""Text from outside, made fit to be stored."""


def storable(text: str, most: int | None = None) -> str:
    """Return ``text`` without what a database refuses, cut to ``most`` characters.

    NUL (PostgreSQL) and lone surrogates (every UTF-8 encoder) become visible escapes.
    """
    encoded = text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")
    return encoded if most is None else encoded[:most]
