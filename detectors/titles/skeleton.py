"""Names reduced to what the eye takes them for.

After Unicode Technical Standard 39 ("TR39"): two names with one skeleton are hard to tell apart.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from detectors.titles.words import folded

_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a"})
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")
_LONGEST_KEY = 120
_THIN = str.maketrans("l|", "ii")
_REPEATED = re.compile(r"(.)\1+", re.DOTALL)
_SIGNS = re.compile("[^a-z0-9]+")


def name_key(name: str) -> str:
    """The identity of a name in counting: folded, letters and digits of any script only.

    Spelling of case, accents, spaces and punctuation does not matter, look-alike letters do: what
    copies a name must not be counted as that name. A name of signs only keeps its signs, but no
    control characters. Never longer than 120 characters; a longer one is cut, with its length in
    place of the rest.
    """
    text = folded(name)
    kept = "".join(c for c in text if unicodedata.category(c)[0] in "LNM")
    kept = kept or "".join(c for c in text if unicodedata.category(c)[0] != "C")
    return kept if len(kept) <= _LONGEST_KEY else f"{kept[:_LONGEST_KEY]}\u2026{len(kept)}"


def skeleton(name: str) -> str:
    """What the eye takes the name for: look-alike letters and digits in words replaced, doubles merged.

    ``Kendrik Laamar`` gives ``kendriklamar``; ``\u0410riana Gr4nde`` gives ``arianagrande``.
    """
    text = folded(name)
    if text.isascii():  # no letter of another script
        letters = text.replace(" ", "")
        if not letters.isalpha():
            letters = _SIGNS.sub("", "".join(_unleet(word) for word in text.split()))
        return _single(letters)
    letters = "".join(_unleet(word.translate(lookalikes())) for word in text.split())
    return _single("".join(c for c in letters if c.isalnum() or unicodedata.category(c)[0] == "M"))


def coarse(seen: str) -> str:
    """A skeleton without what only a careful eye tells apart: l and i, rn and m, vv and w, cl and d."""
    # No replacement makes or breaks another pair, so their order does not matter.
    return _single(seen.replace("rn", "m").replace("vv", "w").replace("cl", "d").translate(_THIN))


def _unleet(word: str) -> str:
    """A word with the letters that its digits and signs stand for; what has no letter is a number."""
    if word.isalpha() or not any(c.isalpha() for c in word):
        return word
    return word.translate(_LEET)


def _single(letters: str) -> str:
    """Letters without their repetitions."""
    return _REPEATED.sub(r"\1", letters)


@cache
def lookalikes() -> dict[int, str]:
    """Letters of other scripts by what they look like, from ``lookalikes.txt``."""
    table: dict[int, str] = {}
    text = Path(__file__).with_name("lookalikes.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        if not line.startswith("#"):
            seen, *points = line.split()
            table |= {int(point, 16): seen for point in points}
    return table


def mixed_script_words(text: str) -> int:
    """Words that mix letters of Latin, Greek and Cyrillic.

    Whole words in one alphabet beside words in another are ordinary, and so is Japanese or Korean
    beside Latin: only look-alike alphabets within one word count. Units such as ``\u03bcm`` and names
    with a single Greek letter at an end are rare enough to be counted.
    """
    return sum(len(_alphabets(word)) > 1 for word in unicodedata.normalize("NFKC", text).split())


def _alphabets(word: str) -> set[str]:
    if word.isascii():
        return set()
    names = (unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha())
    return {name for name in names if name in _ALPHABETS}
