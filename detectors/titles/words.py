"""Titles as words that can be compared."""

import re
import unicodedata
from functools import lru_cache

_BRACKETS = re.compile(r"[(\[{\uFF08\u3010][^()\[\]{}\uFF08\uFF09\u3010\u3011]*[)\]}\uFF09\u3011]")
_DASH = re.compile(r"\s[-\u2013\u2014]\s")
_ACCENTS = range(0x0300, 0x0370)
_APOSTROPHES = "'\u2019"
_ASCII_WORD = re.compile("[a-z0-9]+")


@lru_cache(maxsize=256)  # each text is asked for several times in a row
def folded(text: str) -> str:
    """NFKC, case folded, without Latin, Greek and Cyrillic accents, one space between words.

    Only the combining diacritical marks U+0300 to U+036F go: the vowel signs of Devanagari, Arabic
    or Thai are letters, not ornaments, and stay. Format characters (zero width, direction) go too:
    they change what is compared, not what is seen.
    """
    if text.isascii():  # nothing to normalise: the same, some times faster
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in parts if ord(c) not in _ACCENTS and unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", kept).split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of ``text``: runs of letters, digits and marks; apostrophes go (``dont``).

    A script without spaces gives one word per run.
    """
    seen = folded(text)
    if seen.isascii():
        return tuple(_ASCII_WORD.findall(seen.replace("'", "")))
    found: list[str] = []
    run: list[str] = []
    for c in seen:
        if unicodedata.category(c)[0] in "LNM":
            run.append(c)
        elif run and c not in _APOSTROPHES:
            found.append("".join(run))
            run = []
    if run:
        found.append("".join(run))
    return tuple(found)


def title_parts(title: str) -> tuple[str, ...]:
    """The title outside brackets, cut at dashes between spaces; the whole title where nothing is left.

    Brackets and what follows a dash hold versions, guests and subtitles: ``Home (Sped Up) - Live``
    gives ``Home`` and ``Live``.
    """
    parts = tuple(part.strip() for part in _DASH.split(_BRACKETS.sub(" ", title).strip()))
    return tuple(part for part in parts if part) or (title.strip(),)


def permuted_key(text: str) -> str:
    """The sorted words: equal for ``Gentle Rain`` and ``Rain, Gentle``."""
    return " ".join(sorted(words(text)))
