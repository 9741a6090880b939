"""Marks among the tags of a file, by the registry."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from contracts.mark import Mark, MarkKind
from ingest.marks.document import TagEntry
from ingest.marks.label import read_label
from ingest.marks.registry import Registry
from ingest.marks.tag import Tag

MOST_MARKS = 50
_SHOWN = 300
_SEARCHED = 4_096
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


def marks_in(tags: Iterable[Tag], registry: Registry) -> tuple[Mark, ...]:
    """The marks among ``tags``, equal ones once, at most ``MOST_MARKS``."""
    by_field: dict[str, list[TagEntry]] = {}
    for entry in registry.tags:
        for field in entry.fields:
            by_field.setdefault(field.casefold(), []).append(entry)
    found: dict[tuple[str, str | None, str], Mark] = {}
    for tag in tags:
        for mark in _marks(tag, by_field.get(tag.name, ()), registry):
            found.setdefault((mark.id, mark.content_id, mark.place), mark)
        if len(found) >= MOST_MARKS:
            break
    return tuple(found.values())


def _marks(tag: Tag, entries: Iterable[TagEntry], registry: Registry) -> Iterator[Mark]:
    for entry in entries:
        mark = _label(tag, entry, registry) if entry.reader == "tc260" else _text(tag, entry)
        if mark is not None:
            yield mark


def _text(tag: Tag, entry: TagEntry) -> Mark | None:
    searched = tag.text if entry.reader == "json" or tag.name == "xmp" else tag.text[:_SEARCHED]
    if entry.pattern is not None and not re.search(entry.pattern, searched, re.IGNORECASE):
        return None
    if entry.reader == "json" and not _is_json(tag.text):
        return None
    created = _captured(entry.created, searched)
    return Mark(
        id=entry.id,
        kind=entry.kind,
        claim=entry.claim,
        place=tag.place,
        text=shown(tag.text),
        generator=entry.generator,
        content_id=_captured(entry.content_id, searched),
        system=_captured(entry.system, searched),
        created_at=moment(created) if created else None,
    )


def _label(tag: Tag, entry: TagEntry, registry: Registry) -> Mark | None:
    label = read_label(tag.text)
    if label is None:
        return None
    known = registry.producer(label.producer) if label.producer else None
    return Mark(
        id=entry.id,
        kind=MarkKind.LABEL,
        claim=label.claim,
        place=tag.place,
        text=shown(tag.text),
        generator=known or entry.generator or label.producer,
        content_id=label.content_id,
    )


def shown(text: str) -> str:
    """``text`` as a person may be shown it: short, without control and direction characters."""
    plain = _NOT_TEXT.sub(" ", text).strip()
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def moment(text: str) -> datetime | None:
    """The time that ``text`` writes in ISO 8601, in UTC; None where it writes none."""
    try:
        time = datetime.fromisoformat(text.strip())
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _captured(pattern: str | None, text: str) -> str | None:
    match = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return (shown(match.group(1) or "") or None) if match else None


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
