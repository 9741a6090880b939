"""Names reduced to what the eye takes them for.

After Unicode TR39: two names with one skeleton are hard to tell apart. Our table covers the
letters of Greek and Cyrillic that look like Latin ones, which is what copied names use.
"""

import unicodedata

from detectors.titles.words import folded

# After case folding. Written as escapes: in the letters themselves nobody could see a mistake.
_CYRILLIC = (
    "\u0430\u0431\u0432\u0433\u0435\u0437\u043a\u043c\u043d\u043e\u0440\u0441"
    "\u0442\u0443\u0445\u0455\u0456\u0457\u0458\u0501\u051b\u051d\u04bb\u04cf"
)
_GREEK = "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u03c3"
_LOOKALIKES = str.maketrans(_CYRILLIC + _GREEK, "a6bre3kmhopctyxsiijdqwhlabenikvoptuxyo")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a"})
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")
_LONGEST_KEY = 120


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
    letters: list[str] = []
    for word in folded(name).split():
        seen = word.translate(_LOOKALIKES)
        has_letter = any(c.isalpha() for c in seen)
        letters.extend(seen.translate(_LEET) if has_letter else seen)
    kept = [c for c in letters if unicodedata.category(c)[0] in "LNM"]
    return "".join(c for i, c in enumerate(kept) if i == 0 or c != kept[i - 1])


def mixed_script_words(text: str) -> int:
    """Words that mix letters of Latin, Greek and Cyrillic.

    Whole words in one alphabet beside words in another are ordinary, and so is Japanese or Korean
    beside Latin: only look-alike alphabets within one word count. Units such as ``\u03bcm`` and names
    with a single Greek letter at an end are rare enough to be counted.
    """
    return sum(len(_alphabets(word)) > 1 for word in unicodedata.normalize("NFKC", text).split())


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha())
    return {name for name in names if name in _ALPHABETS}
