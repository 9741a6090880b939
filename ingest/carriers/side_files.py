"""JSON files beside the message that declare AI by ISRC."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from contracts.disclosure import DisclosureLevel, Facet
from ingest.ern.declared import Declared
from ingest.ern.disagreement import Disagreement
from ingest.ern.recordings import Recording
from ingest.errors import SideFileError
from ingest.identifiers.kinds import normalise
from ingest.senders.document import SideFileCarrier

MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class SideEntry:
    """What a side file says of one recording; ``level`` None where it says nothing of the whole."""

    level: Declared | None = None
    facets: tuple[tuple[Facet, Declared], ...] = ()


@dataclass(frozen=True, slots=True)
class SideFile:
    """What a side file says, by normalised ISRC; ``torn`` are those of which it says different things."""

    name: str
    entries: dict[str, SideEntry] = field(default_factory=dict)
    torn: frozenset[str] = frozenset()

    def is_torn_about(self, recording: Recording) -> bool:
        """Whether it declares ``recording`` more than once, and differently."""
        return not self.torn.isdisjoint(map(normalise, recording.isrcs))


def read_side_file(data: bytes, carrier: SideFileCarrier) -> SideFile:
    """Read a side file. Raises ``SideFileError`` where it is not what was agreed."""
    try:
        document = json.loads(data)
    except json.JSONDecodeError as error:
        raise SideFileError(carrier.name, f"it is no JSON (line {error.lineno}: {error.msg})") from error
    except (ValueError, RecursionError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else "it cannot be read as JSON"
        raise SideFileError(carrier.name, why) from error
    listed = _at(document, carrier.recordings)
    if not isinstance(listed, list):
        raise SideFileError(carrier.name, f"there is no list at {carrier.recordings or 'its top'}")
    entries: dict[str, SideEntry] = {}
    torn = set()
    for isrc, entry in _entries(listed, carrier):
        if entries.get(isrc, entry) != entry:
            torn.add(isrc)
        entries[isrc] = entry
    return SideFile(carrier.name, entries, frozenset(torn))


def apply_side_file(recording: Recording, side: SideFile, disagreements: list[Disagreement]) -> Recording:
    """``recording`` with what the side file says of it; ERN's own field is never overwritten."""
    entry = next((side.entries[i] for i in map(normalise, recording.isrcs) if i in side.entries), None)
    if entry is None:
        return recording
    declared = recording.ai
    if entry.level is not None:
        if declared.text is None:
            declared = replace(entry.level, place=recording.place)
        elif declared.level is not entry.level.level:
            disagreements.append(
                Disagreement(recording.place, declared.text, entry.level.text or "", f"side file {side.name}")
            )
    facets = tuple((facet, each.level) for facet, each in entry.facets if each.is_declared)
    return replace(recording, ai=declared, agreed_facets=(*recording.agreed_facets, *facets))


def _entries(listed: list[Any], carrier: SideFileCarrier) -> Iterator[tuple[str, SideEntry]]:
    for each in listed:
        isrc = _at(each, carrier.isrc)
        if isinstance(isrc, str):
            level = _declared(_at(each, carrier.level), carrier) if carrier.level else None
            facets = [(facet, _declared(_at(each, way), carrier)) for facet, way in carrier.facets.items()]
            said = tuple((facet, declared) for facet, declared in facets if declared is not None)
            yield normalise(isrc), SideEntry(level, said)


def _declared(value: Any, carrier: SideFileCarrier) -> Declared | None:
    """None where nothing is said; a value without an agreed meaning is declared, if badly."""
    if value is None or isinstance(value, dict | list):
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    level = carrier.levels.get(text, DisclosureLevel.UNDECLARED)
    return Declared(text, level, None, f"side file {carrier.name}")


def _at(document: Any, way: str) -> Any:
    for key in way.split(".") if way else ():
        if not isinstance(document, dict):
            return None
        document = document.get(key)
    return document
