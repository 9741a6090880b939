"""Looks at the named files: are they there, how large are they, which digests have they."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from contracts.delivery import DeliveredFile
from ingest.ern.files import DeclaredFile
from ingest.errors import UnsafeNameError
from ingest.files.digests import digests_of, read_digest
from ingest.files.names import safe_parts
from runtime.errors import ForbiddenLocationError, MissingObjectError

SHA256 = "sha256"

OpenFile = Callable[[str], BinaryIO]
"""Opens a location for reading; raises ``MissingObjectError`` or ``ForbiddenLocationError``."""


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """What was found in the place of a declared file.

    ``delivered`` is None where it is missing; ``why`` then says more, where there is more to say.
    ``digests`` holds those that the declared checksums ask for, and the SHA-256.
    """

    declared: DeclaredFile
    delivered: DeliveredFile | None = None
    size: int | None = None
    digests: dict[str, bytes] | None = None
    why: str | None = None
    is_unsafe: bool = False

    @property
    def sha256(self) -> str | None:
        """The SHA-256 of the bytes in hex."""
        return self.digests[SHA256].hex() if self.digests else None

    @property
    def has_changed(self) -> bool:
        """Whether the bytes are others than those that arrived."""
        return self.delivered is not None and self.sha256 not in (None, self.delivered.sha256)


def inspect_all(
    declared: Iterable[DeclaredFile], delivered: Mapping[str, DeliveredFile], open_file: OpenFile
) -> list[InspectedFile]:
    """Inspect every declared file, in order; ``delivered`` is keyed by declared name.

    A file that is named many times is read once.
    """
    wanted = list(declared)
    asked: dict[str, set[str]] = {}
    for each in wanted:
        algorithms = {read_digest(h.algorithm, h.value).algorithm for h in each.hashes}
        asked.setdefault(each.name, {SHA256}).update(name for name in algorithms if name)
    seen: dict[str, InspectedFile] = {}
    for each in wanted:
        if each.name not in seen:
            seen[each.name] = _inspect(each, delivered.get(each.name), asked[each.name], open_file)
    return [replace(seen[each.name], declared=each) for each in wanted]


def _inspect(
    declared: DeclaredFile, delivered: DeliveredFile | None, algorithms: set[str], open_file: OpenFile
) -> InspectedFile:
    try:
        safe_parts(declared.name)
    except UnsafeNameError as error:
        return InspectedFile(declared, why=error.message, is_unsafe=True)
    if delivered is None:
        return InspectedFile(declared)
    try:
        with open_file(delivered.location) as file:
            size, digests = digests_of(file, algorithms)
    except MissingObjectError:
        return InspectedFile(declared, why="The file arrived, but is no longer there.")
    except ForbiddenLocationError as error:
        return InspectedFile(declared, why=error.message, is_unsafe=True)
    return InspectedFile(declared, delivered, size, digests)
