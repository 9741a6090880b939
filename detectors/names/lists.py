"""Reads a list of names from a CSV or YAML file."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from detectors.errors import NameListError
from runtime.text import storable, why_unread

_COLUMNS = ("name", "artist", "artist_name")
_REFERENCES = ("reference", "id", "artist_id")
_LONGEST_TITLE = 200


class Use(StrEnum):
    """What a list is for."""

    PROTECTED = "protected"
    """Names that others may not imitate."""
    REPUTATION = "reputation"
    """An opinion of somebody else on the names. It is shown, and decides nothing."""


@dataclass(frozen=True, slots=True)
class NameList:
    """A list with its source. ``names`` maps names to what the list says beside them, or to nothing."""

    title: str
    use: Use
    source: str
    expires_at: datetime | None
    names: Mapping[str, str]
    sha256: str


def read_list(
    path: Path,
    *,
    use: Use | None = None,
    title: str | None = None,
    source: str | None = None,
    expires: date | None = None,
) -> NameList:
    """Read ``path``: CSV with a column ``name`` or ``artist``, or YAML with ``names`` and the facts itself.

    What is given beside the file goes before what the file says. Raises ``NameListError`` where the
    file cannot be read, holds no name, or something about it is not known: a list needs a source, and
    an opinion an end.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NameListError(
            f"{path}: {why_unread(error)}.", remedy="Name a CSV or YAML file in UTF-8."
        ) from error
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    facts = _yaml(path, text) if is_yaml else {"names": _csv(path, text)}
    said_use = use or _use(path, facts.get("use"))
    ends = _end(path, expires or facts.get("expires"))
    said_source = source or _text(facts.get("source"))
    names = _names(path, facts.get("names"))
    if not said_source:
        raise NameListError(f"{path}: nobody says whose list this is.", remedy="Give it a source (--source).")
    if said_use is Use.REPUTATION and ends is None:
        raise NameListError(
            f"{path}: the list has no end; an opinion gets old.", remedy="Give it a day (--expires)."
        )
    heading = (title or _text(facts.get("title")) or path.stem)[:_LONGEST_TITLE]
    return NameList(heading, said_use, said_source, ends, names, hashlib.sha256(data).hexdigest())


def _csv(path: Path, text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
    column = next((columns[name] for name in _COLUMNS if name in columns), None)
    if column is None:
        raise NameListError(
            f"{path}: the first line names no column 'name' or 'artist'.", remedy="Add a line of headings."
        )
    reference = next((columns[name] for name in _REFERENCES if name in columns), "")
    try:
        return [{"name": row[column] or "", "reference": row.get(reference) or ""} for row in reader]
    except csv.Error as error:
        raise NameListError(f"{path}, line {reader.line_num}: {error}", remedy="Correct the line.") from error


def _yaml(path: Path, text: str) -> dict[str, Any]:
    try:
        facts = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise NameListError(f"{path}: this is no YAML: {error}", remedy="Correct the file.") from error
    if not isinstance(facts, dict):
        raise NameListError(
            f"{path}: the document is no mapping.", remedy="Give title, use, source, expires and names."
        )
    return facts


def _names(path: Path, entries: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries if isinstance(entries, list) else []:
        fields = entry if isinstance(entry, dict) else {"name": entry}
        if name := storable(_text(fields.get("name"))):
            found[name] = storable(_text(fields.get("reference")))
    if not found:
        raise NameListError(f"{path}: the list holds no name.", remedy="Give at least one.")
    return found


def _use(path: Path, said: object) -> Use:
    try:
        return Use(_text(said) or Use.REPUTATION)
    except ValueError as error:
        raise NameListError(
            f"{path}: a list is 'protected' or 'reputation', not {said!r}.", remedy="Correct 'use'."
        ) from error


def _end(path: Path, said: object) -> datetime | None:
    """The end of the day that is said."""
    if said is None:
        return None
    try:
        day = said if isinstance(said, date) else date.fromisoformat(_text(said))
    except ValueError as error:
        raise NameListError(f"{path}: {said!r} is no day.", remedy="Write it as 2027-06-30.") from error
    return datetime.combine(day, time.max, UTC)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
