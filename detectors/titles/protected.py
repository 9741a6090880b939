"""An index of protected names, to notice who borrows or imitates one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from detectors.titles.deletions import Deletions
from detectors.titles.skeleton import coarse, skeleton
from detectors.titles.words import words

_JOINERS = re.compile(r"[,&/;+]|\b(?:feat|ft|featuring|with|x|and)\b", re.IGNORECASE)
_AFFIXES = frozenset(
    ("official", "oficial", "officiel", "offiziell", "vevo", "topic", "real", "music", "tv", "channel", "hq")
)
_ONE_SLIP = 8
_TWO_SLIPS = 11
_SHORTEST_SKELETON = 5
_REORDERED = 0.95
_AFFIXED = 0.9
_LONGEST_NAME = 6


class How(StrEnum):
    """In which way a name resembles a protected one."""

    SAME_LOOK = "look-alike letters"
    REORDERED = "the same words in another order"
    AFFIXED = "the name with a word added"
    MISSPELT = "one or two letters away"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The protected name that is resembled, how closely (0 to 1), and how."""

    name: str
    similarity: float
    how: How


class NameIndex:
    """Protected names. Looking one up takes some tens of microseconds, however many there are.

    ``loose`` names are used in titles too, where single words of a list of one's own would fire on
    ordinary titles: of other lists only names of two and more words count there.
    """

    def __init__(self, names: Iterable[str], loose: Iterable[str] = ()) -> None:
        distinctive = {words(name) for name in loose}
        self._names: list[str] = []
        self._by_words: dict[tuple[str, ...], int] = {}
        self._by_look: dict[str, int] = {}
        self._by_sorted: dict[tuple[str, ...], int] = {}
        for name in (*loose, *names):
            spoken = words(name)
            if not spoken or spoken in self._by_words:
                continue
            number = len(self._names)
            self._names.append(name)
            self._by_words[spoken] = number
            if len(look := coarse(skeleton(name))) >= _SHORTEST_SKELETON:
                self._by_look.setdefault(look, number)
            if len(spoken) > 1:
                self._by_sorted.setdefault(tuple(sorted(spoken)), number)
        self._in_titles = {spoken for spoken in self._by_words if len(spoken) > 1 or spoken in distinctive}
        self._looks = list(self._by_look)
        self._near = Deletions(self._looks, _slips)

    def __len__(self) -> int:
        return len(self._names)

    def names_in(self, spoken: Sequence[str]) -> set[tuple[str, ...]]:
        """Names, as words, that occur in ``spoken`` as whole words in a row."""
        text = tuple(spoken)
        return {
            text[at : at + size]
            for at in range(len(text))
            for size in range(1, min(_LONGEST_NAME, len(text) - at) + 1)
            if text[at : at + size] in self._in_titles
        }

    def resembled(self, artist: str) -> Resemblance | None:
        """The protected name that ``artist``, or one of the names in it, comes close to without being it.

        The name itself, also without its accents, resembles nothing, and neither does a longer name
        that says whom it means, as ``The Michael Jackson Experience`` does.
        """
        parts = dict.fromkeys([artist, *_JOINERS.split(artist)])
        found = [r for part in parts if part.strip() and (r := self._part(part)) is not None]
        return max(found, key=lambda r: r.similarity, default=None)

    def _part(self, part: str) -> Resemblance | None:
        spoken = words(part)
        if spoken in self._by_words:
            return None
        bare = tuple(word for word in spoken if word not in _AFFIXES)
        if bare and bare != spoken and bare in self._in_titles:
            return self._resemblance(self._by_words[bare], _AFFIXED, How.AFFIXED)
        if any(len(name) > 1 for name in self.names_in(spoken)):
            return None
        if (number := self._by_sorted.get(tuple(sorted(spoken)))) is not None:
            return self._resemblance(number, _REORDERED, How.REORDERED)
        return self._by_letters(part) or (self._by_letters(" ".join(bare)) if bare != spoken else None)

    def _by_letters(self, spelling: str) -> Resemblance | None:
        look = coarse(skeleton(spelling))
        if look in self._by_look:
            return self._resemblance(self._by_look[look], 1.0, How.SAME_LOOK)
        if (near := self._near.nearest(look)) is None:
            return None
        distance, number = near
        known = self._looks[number]
        return self._resemblance(self._by_look[known], 1 - distance / len(known), How.MISSPELT)

    def _resemblance(self, number: int, similarity: float, how: How) -> Resemblance:
        return Resemblance(self._names[number], similarity, how)


def _slips(letters: int) -> int:
    """How many slips a name of so many letters may have and still be told from other names."""
    return (letters >= _ONE_SLIP) + (letters >= _TWO_SLIPS)
