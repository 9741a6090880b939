"""The official schemas, where an operator has them: they are DDEX's and never part of Deadwax.

A folder holds them with ``schemas.yaml``, which pins every file by its SHA-256::

    format: 1
    schemas:
      "4.3.2":
        root: ernv432/release-notification.xsd
        files:
          ernv432/release-notification.xsd: d808…
          allowed-value-sets.xsd: c0cb…
"""

import hashlib
import re
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, Literal, cast

import yaml
from lxml import etree
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.ern.parse import parse
from ingest.ern.place import Place
from ingest.ern.versions import VERSIONS, ErnVersion
from ingest.errors import SchemasError, UnsafeNameError
from ingest.files.names import safe_parts

PINS = "schemas.yaml"
MOST = 100
_XS = "{http://www.w3.org/2001/XMLSchema}"
_NUMBERS = frozenset(version.number for version in VERSIONS.values())
_STEP = re.compile(r"/([^/\[]+)(?!\[)(?=/|$)")


class _Pinned(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    root: str
    files: dict[str, str] = Field(min_length=1)


class _Pins(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    schemas: dict[str, _Pinned]


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a schema does not allow, in libxml2's words."""

    place: Place
    observed: str


@dataclass(frozen=True, slots=True)
class Schemas:
    """Compiled schemas by ERN version. Safe to use from several threads."""

    by_version: Mapping[str, etree.XMLSchema]
    _lock: threading.Lock = field(default_factory=threading.Lock, compare=False)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The versions that messages can be held against."""
        return tuple(sorted(self.by_version))

    def violations(
        self, data: bytes, version: ErnVersion, limits: Limits = DEFAULT_LIMITS
    ) -> tuple[Violation, ...]:
        """What the schema of ``version`` says against ``data``, at most 100.

        The last of 100 says how many more there are. Nothing where there is no schema of the version.
        """
        schema = self.by_version.get(version.number)
        if schema is None:
            return ()
        root = parse(data, limits)
        with self._lock:  # the error log belongs to the schema, not to the call
            if schema.validate(root):
                return ()
            log = cast("Collection[Any]", schema.error_log)
            told = [
                Violation(Place(_numbered(error.path or ""), error.line or None), _words(error.message))
                for error in islice(log, MOST)
            ]
            if len(log) > MOST:
                more = f"{told[-1].observed} There are {len(log) - MOST} more violations."
                told[-1] = replace(told[-1], observed=more)
            return tuple(told)


def load_schemas(folder: Path) -> Schemas:
    """Read and compile the pinned schemas in ``folder``. Raises ``SchemasError``."""
    pins = _read_pins(folder)
    return Schemas({number: _compiled(folder, number, pinned) for number, pinned in pins.schemas.items()})


def _read_pins(folder: Path) -> _Pins:
    path = folder / PINS
    try:
        pins = _Pins.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise SchemasError(
            f"{path} cannot be used: {error}.",
            remedy=f"Put {PINS} with the schemas' SHA-256 into the folder, or unset DEADWAX_SCHEMAS_PATH.",
        ) from error
    unknown = sorted(set(pins.schemas) - _NUMBERS)
    if unknown:
        raise SchemasError(
            f"{path} names ERN {unknown[0]}, which is not read.",
            remedy=f"Name versions of {', '.join(sorted(_NUMBERS))}.",
        )
    return pins


def _compiled(folder: Path, number: str, pinned: _Pinned) -> etree.XMLSchema:
    for name, sha256 in pinned.files.items():
        _check_file(folder, name, sha256, pinned)
    if pinned.root not in pinned.files:
        raise SchemasError(f"{pinned.root} of ERN {number} has no SHA-256.", remedy="Pin it with the others.")
    try:
        # Everything that it can refer to was checked: only pinned files are read.
        return etree.XMLSchema(etree.parse(folder / pinned.root, etree.XMLParser(no_network=True)))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise SchemasError(
            f"The schema of ERN {number} cannot be compiled: {error}.",
            remedy="Pin all the files that it needs.",
        ) from error


def _check_file(folder: Path, name: str, sha256: str, pinned: _Pinned) -> None:
    try:
        data = folder.joinpath(*safe_parts(name)).read_bytes()
    except (OSError, UnsafeNameError) as error:
        raise SchemasError(
            f"The schema file {name} cannot be read: {error}.", remedy="Put it there."
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256.lower():
        raise SchemasError(
            f"The schema file {name} has the SHA-256 {found}, pinned is {sha256}.",
            remedy=f"Put the file back, or pin the new one in {PINS}.",
        )
    for location in _locations(data, name):
        if str(_joined(PurePosixPath(name).parent, location)) not in pinned.files:
            raise SchemasError(
                f"The schema file {name} refers to {location!r}, which is not pinned.",
                remedy=f"Pin it in {PINS}, or correct the reference.",
            )


def _locations(data: bytes, name: str) -> Iterator[str]:
    try:
        root = etree.fromstring(data, etree.XMLParser(no_network=True, resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise SchemasError(f"The schema file {name} is no XML: {error}.", remedy="Put it back.") from error
    for element in root.iter(*(_XS + each for each in ("import", "include", "redefine", "override"))):
        location = element.get("schemaLocation")
        if location:
            yield location


def _joined(folder: PurePosixPath, location: str) -> PurePosixPath:
    """The location seen from the schemas' folder, as far as it stays inside."""
    parts = list(folder.parts)
    for part in PurePosixPath(location).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def _numbered(path: str) -> str:
    """libxml2 leaves the number of a single child out; ours always has one, but for the root."""
    root, slash, rest = path.removeprefix("/").partition("/")
    return "/" + root + _STEP.sub(r"/\1[1]", slash + rest)


def _words(message: str) -> str:
    return re.sub(r"\{[^}]*\}", "", message)[:500]
