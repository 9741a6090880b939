"""A modest list of well-known names, to notice who borrows them.

Data, to be replaced by a service's own list of protected names. Only names that hardly occur as
ordinary words are here: "Queen", "Drake" or "Future" would fire on honest titles.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from detectors.titles.shape import holds
from detectors.titles.skeleton import skeleton
from detectors.titles.words import words

NAMES: tuple[str, ...] = (
    *("Adele", "Ariana Grande", "Arijit Singh", "Avicii", "Bad Bunny", "Beyonc\u00e9", "Billie Eilish"),
    *("Bob Marley", "Bruno Mars", "Calvin Harris", "Camila Cabello", "Cardi B", "Coldplay", "Daft Punk"),
    *("David Guetta", "Doja Cat", "Dua Lipa", "Ed Sheeran", "Elton John", "Eminem", "Enrique Iglesias"),
    *("Fleetwood Mac", "Freddie Mercury", "Frank Sinatra", "Harry Styles", "Imagine Dragons"),
    *("Juice WRLD", "Justin Bieber", "Justin Timberlake", "Kanye West", "Katy Perry", "Kendrick Lamar"),
    *("Lady Gaga", "Lana Del Rey", "Led Zeppelin", "Lil Nas X", "Linkin Park", "Maroon 5", "Metallica"),
    *("Michael Jackson", "Miley Cyrus", "Morgan Wallen", "Nicki Minaj", "Olivia Rodrigo", "Peso Pluma"),
    *("Pink Floyd", "Post Malone", "Rihanna", "Rosal\u00eda", "Sabrina Carpenter", "Sam Smith"),
    *("Shakira", "Shawn Mendes", "Snoop Dogg", "Taylor Swift", "The Beatles", "The Weeknd"),
    *("Travis Scott", "Tupac Shakur", "Whitney Houston", "XXXTENTACION", "BLACKPINK", "Karol G"),
)

_GUEST = re.compile(
    r"\b(?:feat|ft|featuring|with|vs|x|and|con|mit|avec)\b\.?[^()\[\]]*"
    r"|[(\[][^()\[\]]*\b(?:remix|mix|edit|version|rework|bootleg|flip|vip|dub|cover|remaster(?:ed)?)\b[^()\[\]]*[)\]]"
    r"|\s[-\u2013]\s[^()\[\]]*\b(?:remix|mix|edit|version|rework|bootleg|flip|vip|dub|cover|remaster(?:ed)?)\b.*",
    re.IGNORECASE,
)
_JOINERS = re.compile(
    r"\s*(?:,|&|/|;|\+|\bfeat\.?\b|\bft\.?\b|\bfeaturing\b|\bwith\b|\bx\b|\band\b)\s*", re.IGNORECASE
)
_ONE_SLIP = 8
_TWO_SLIPS = 11


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    skeleton: str


_KNOWN = tuple(_Name(words(name), skeleton(name)) for name in NAMES)


def famous_names_in(title: str, credited: Iterable[str]) -> int:
    """Well-known names in ``title`` that are not credited and not introduced as guest or remixer."""
    spoken = words(_GUEST.sub(" ", title))
    credits_ = [words(name) for name in credited]
    return sum(
        holds(spoken, known.words) and not any(holds(credit, known.words) for credit in credits_)
        for known in _KNOWN
    )


def lookalike(artist: str) -> float:
    """How close a part of ``artist`` comes to a well-known name without being it, 0 to 1.

    1 where the skeletons are equal and the letters differ (look-alike letters, doubled letters,
    digits for letters). Otherwise ``1 - distance / length`` at Levenshtein distance 1 (names of 8
    letters and more) or 2 (11 and more). The name itself, also without its accents, gives 0.
    """
    parts = [artist, *_JOINERS.split(artist)]
    return max((_part_lookalike(part) for part in parts if part), default=0.0)


def _part_lookalike(part: str) -> float:
    spoken = words(part)
    seen = skeleton(part)
    if any(spoken == known.words or _contains(spoken, known) for known in _KNOWN):
        return 0.0
    return max((_closeness(seen, known.skeleton) for known in _KNOWN), default=0.0)


def _contains(spoken: Sequence[str], known: _Name) -> bool:
    """Names such as ``The Michael Jackson Experience`` say whom they mean: that is no disguise."""
    return len(known.words) > 1 and holds(spoken, known.words)


def _closeness(seen: str, known: str) -> float:
    if seen == known:
        return 1.0
    allowed = (len(known) >= _ONE_SLIP) + (len(known) >= _TWO_SLIPS)
    if not allowed or abs(len(seen) - len(known)) > allowed:
        return 0.0
    distance = Levenshtein.distance(seen, known, score_cutoff=allowed)
    return 1.0 - distance / len(known) if distance <= allowed else 0.0
