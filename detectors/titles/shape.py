"""The shape of a title: separators, numbered series, altered speed, imitation."""

import re
from collections.abc import Sequence
from itertools import pairwise

SEPARATORS = frozenset(",|/;\u2022\u00b7\u2027\u3001\uff0c\uff5c")
_NUMBER = re.compile(r"\d{1,5}")
_YEAR = range(1900, 2100)

MUSICAL_NUMBERS = frozenset(
    (
        *(
            "no",
            "nr",
            "n",
            "op",
            "opus",
            "pt",
            "pts",
            "part",
            "parte",
            "vol",
            "volume",
            "act",
            "akt",
            "scene",
        ),
        *("movement", "mvt", "satz", "symphony", "symphonie", "sinfonie", "sinfonia", "sonata", "sonate"),
        *("concerto", "konzert", "quartet", "trio", "etude", "prelude", "nocturne", "waltz", "mazurka"),
        *(
            "variation",
            "variations",
            "invention",
            "fugue",
            "suite",
            "bwv",
            "kv",
            "k",
            "hob",
            "d",
            "rv",
            "woo",
        ),
        *(
            "chapter",
            "kapitel",
            "episode",
            "ep",
            "track",
            "take",
            "demo",
            "version",
            "mix",
            "interlude",
            "skit",
        ),
        *("route", "area", "level", "mambo", "channel", "studio", "bar", "room", "highway", "number", "club"),
    )
)
"""Words after which a number is a part of the work or of a name, not of a series."""

_SPEED_WORDS = frozenset({"nightcore", "daycore", "spedup", "slowedreverb", "speedup", "slowed", "8d"})
_SPEED_PAIRS = frozenset(
    {("sped", "up"), ("speed", "up"), ("slowed", "down"), ("slowed", "reverb"), ("pitched", "up")}
    | {("pitched", "down"), ("super", "slowed"), ("ultra", "slowed"), ("reverbed", "slowed")}
)
_IMITATIONS: tuple[tuple[str, ...], ...] = (
    ("in", "the", "style", "of"),
    ("as", "made", "famous", "by"),
    ("originally", "performed", "by"),
    ("made", "popular", "by"),
    ("type", "beat"),
    ("karaoke",),
    ("tribute", "to"),
    ("tribute", "version"),
    ("cover", "version", "of"),
)


def separators(title: str) -> int:
    """Characters that string parts together; a slash inside AC/DC counts like any other."""
    return sum(c in SEPARATORS for c in title)


def is_numbered_series(title_words: Sequence[str]) -> bool:
    """Whether the title ends in a running number that is no part of a work's name, and no year.

    ``Sleep Sounds 23`` is; ``Mambo No. 5``, ``Symphony 9``, ``Summer 1999`` and ``22`` are not.
    """
    if len(title_words) < 2 or not _NUMBER.fullmatch(title_words[-1]):  # noqa: PLR2004 a stem and a number
        return False
    return int(title_words[-1]) not in _YEAR and title_words[-2] not in MUSICAL_NUMBERS


def speaks_of_altered_speed(title_words: Sequence[str]) -> bool:
    """Whether the words say sped up, slowed, nightcore, 8D or the like."""
    return any(word in _SPEED_WORDS for word in title_words) or any(
        pair in _SPEED_PAIRS for pair in pairwise(title_words)
    )


def without_speed_words(title_words: Sequence[str]) -> tuple[str, ...]:
    """The words without those that :func:`speaks_of_altered_speed` listens for."""
    kept = list(title_words)
    for i, pair in enumerate(pairwise(title_words)):
        if pair in _SPEED_PAIRS:
            kept[i] = kept[i + 1] = ""
    return tuple(word for word in kept if word and word not in _SPEED_WORDS)


def speaks_of_imitation(title_words: Sequence[str]) -> bool:
    """Whether the words say that the recording imitates another."""
    return any(holds(title_words, phrase) for phrase in _IMITATIONS)


def holds(text_words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether ``phrase`` occurs in ``text_words`` as whole words in a row."""
    size = len(phrase)
    wanted = tuple(phrase)
    return any(tuple(text_words[i : i + size]) == wanted for i in range(len(text_words) - size + 1))
