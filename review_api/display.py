"""Makes delivered text safe to show: what would be invisible or turn the text around is spelled out."""

import unicodedata

_SPELLED_OUT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories: control, format (bidi, zero width), surrogate, private, unassigned, separators."""

_JOINERS = frozenset("\u200c\u200d")
"""Joiners that Persian, Indic scripts and emoji need; they cannot reorder text."""


def shown(text: str) -> str:
    """Return ``text`` with each control or direction-changing character as its code point, ``⟨U+202E⟩``."""
    return "".join(f"⟨U+{ord(c):04X}⟩" if _is_hidden(c) else c for c in text)


def searchable(text: str) -> str:
    """Return ``text`` as search compares it: without hidden characters, compatible forms folded, no case."""
    kept = "".join(c for c in text if not _is_hidden(c) and c not in _JOINERS)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).casefold())


def _is_hidden(character: str) -> bool:
    return character not in _JOINERS and unicodedata.category(character) in _SPELLED_OUT
