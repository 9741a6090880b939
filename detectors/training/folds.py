"""Which recordings are held out together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from detectors.errors import TrainingError
from detectors.training.manifest import Entry, Label

FEWEST_FOLDS = 2


@dataclass(frozen=True, slots=True)
class Fold:
    """A generator's family that the model has never heard, and music by people from unseen sources.

    ``held_out`` are places in the list of entries; everything else may be learnt from.
    """

    name: str
    held_out: tuple[int, ...]


def leave_family_out(entries: Sequence[Entry]) -> tuple[Fold, ...]:
    """One fold for each family of generators; the sources of people are spread over the folds.

    A family, a source and a song are never split: songs that several families share (one song decoded
    by several codecs) tie their families together.
    """
    groups = _tied(entries)
    generated = {g for g, members in groups.items() if any(entries[i].label is Label.AI for i in members)}
    if len(generated) < FEWEST_FOLDS:
        raise TrainingError(
            f"{len(generated)} families of generators are too few to hold one out",
            remedy="add recordings of another generator",
        )
    bins: dict[str, list[int]] = {g: list(groups[g]) for g in sorted(generated)}
    loads = dict.fromkeys(bins, 0)
    others = sorted((g for g in groups if g not in generated), key=lambda g: (-len(groups[g]), g))
    for group in others:
        lightest = min(loads, key=lambda name: (loads[name], name))
        bins[lightest].extend(groups[group])
        loads[lightest] += len(groups[group])
    return tuple(Fold(name, tuple(sorted(members))) for name, members in bins.items())


def _tied(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """Places by group: the connected parts of the graph of families and songs."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for entry in entries:
        family, song = root(f"family {_side(entry)} {entry.family}"), root(f"song {entry.song}")
        if family != song:
            parent[max(family, song)] = min(family, song)
    groups: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        groups[root(f"song {entry.song}")].append(place)
    named: dict[str, list[int]] = defaultdict(list)
    for members in groups.values():
        named[_name(entries, members)].extend(members)
    return named


def _side(entry: Entry) -> str:
    return "people" if entry.label is Label.HUMAN else "machine"


def _name(entries: Sequence[Entry], members: Sequence[int]) -> str:
    return " + ".join(sorted({entries[i].family for i in members}))
