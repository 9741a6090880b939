"""Identifiers, covers and lines that a simulated sender puts on what it delivers."""

import hashlib
from dataclasses import dataclass

import numpy as np

GENRES = ("Pop", "Rock", "Hip Hop", "Electronic", "Classical", "Folk", "Jazz", "Ambient", "Latin")
LANGUAGES = ("en", "es", "de", "fr", "pt", "ja", "ko", "ru", "ar", "hi")
_SHARED_PREFIXES = 5
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Paperwork:
    """``prefix`` of its ISRCs and ``products`` of its product codes; ``cover`` where it uses but one."""

    prefix: str
    products: str
    cover: str | None
    language: str | None
    by_label: bool

    def genre(self, artist: str) -> str:
        """The genre of an artist: always the same one."""
        return GENRES[_number(artist) % len(GENRES)]


def paperwork_of(world: int, group: str, *, spam: bool) -> Paperwork:
    """The habits of an operation.

    More than half of all senders, honest or not, take their ISRCs from one of a few large
    registrants. One cover for everything is a habit of a third of the spammers, and of some honest
    series.
    """
    rng = np.random.default_rng([world, _number(group)])
    own = "Z" + "".join(_LETTERS[i] for i in rng.integers(len(_LETTERS), size=2)) + f"{rng.integers(100):02d}"
    shared = f"ZYS0{rng.integers(_SHARED_PREFIXES)}"
    return Paperwork(
        prefix=shared if rng.random() < 0.55 else own,  # noqa: PLR2004 - shares are judgement
        products=f"0{rng.integers(10**7, 10**8)}",
        cover=f"one cover of {group}" if rng.random() < (0.35 if spam else 0.06) else None,
        language=LANGUAGES[rng.integers(len(LANGUAGES))] if rng.random() < 0.6 else None,  # noqa: PLR2004
        by_label=bool(rng.random() < 0.7),  # noqa: PLR2004
    )


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")
