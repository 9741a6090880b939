"""What kind of picture a file is, by its first bytes."""

HEAD_BYTES = 16

_MAGIC = (
    ("JPEG", 0, b"\xff\xd8\xff"),
    ("PNG", 0, b"\x89PNG\r\n\x1a\n"),
    ("GIF", 0, b"GIF8"),
    ("TIFF", 0, b"II*\0"),
    ("TIFF", 0, b"MM\0*"),
    ("WebP", 8, b"WEBP"),
    ("BMP", 0, b"BM"),
    ("PDF", 0, b"%PDF-"),
    ("AVIF", 4, b"ftypavif"),
    ("HEIF", 4, b"ftyp"),
    ("JPEG 2000", 4, b"jP  \r\n"),
)


def picture_kind(head: bytes) -> str | None:
    """The kind of the picture that begins with ``head`` (``HEAD_BYTES``); None where it is none known."""
    return next((kind for kind, at, magic in _MAGIC if head[at : at + len(magic)] == magic), None)
