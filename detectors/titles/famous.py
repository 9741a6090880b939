"""A modest list of well-known names, to notice who borrows them.

A service adds its own list of protected names (``deadwax names import``). Only names that hardly occur as
ordinary words are here: "Queen", "Drake" or "Future" would fire on honest titles.
"""

import re
from collections.abc import Iterable
from functools import cache

from detectors.titles.protected import NameIndex
from detectors.titles.shape import holds
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


@cache
def well_known() -> NameIndex:
    """The index of these names alone."""
    return NameIndex((), loose=NAMES)


def famous_names_in(title: str, credited: Iterable[str], index: NameIndex | None = None) -> int:
    """Well-known names in ``title`` that are not credited and not introduced as guest or remixer."""
    named = (index or well_known()).names_in(words(_GUEST.sub(" ", title)))
    credits_ = [words(name) for name in credited] if named else []
    return sum(not any(holds(credit, name) for credit in credits_) for name in named)


def lookalike(artist: str, index: NameIndex | None = None) -> float:
    """How close a part of ``artist`` comes to a protected name without being it, 0 to 1.

    1 where the eye takes both for the same (look-alike letters, doubled letters, digits for letters);
    0.95 for the same words in another order, 0.9 for the name with "Official" and the like added;
    otherwise ``1 - distance / length`` at Levenshtein distance 1 (names of 8 letters and more) or 2
    (11 and more).
    """
    found = (index or well_known()).resembled(artist)
    return 0.0 if found is None else found.similarity
