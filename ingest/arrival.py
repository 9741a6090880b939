"""One message in an inbox and the files that it names, and the delivery that is made of them."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from contracts.delivery import DeliveredFile, Delivery
from contracts.finding import Finding
from contracts.message import content_id
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.ern.reader import read
from ingest.errors import UnsafeNameError, UnusableMessageError
from ingest.files.locate import locate
from ingest.layout import is_manifest
from ingest.reader import declared_files
from ingest.rules.telling import tell
from ingest.senders.contracts import NO_CONTRACTS, SenderContracts
from runtime.clock import Clock, SystemClock
from runtime.objects import location_of, sha256_of

Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What lies in the inbox for one message.

    ``wanted`` are the names of the files that the message says it comes with; ``present`` maps those
    that are there to their paths. ``fingerprint`` changes when the message or a file does.
    """

    message: Path
    message_id: str | None
    wanted: tuple[str, ...]
    present: dict[str, Path] = field(default_factory=dict)
    fingerprint: Fingerprint = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the files that are not there."""
        return tuple(name for name in self.wanted if name not in self.present)


def look_at(
    message: Path, limits: Limits = DEFAULT_LIMITS, agreed: SenderContracts = NO_CONTRACTS
) -> Arrival:
    """Read which files ``message`` names, and which its sender agreed to send with it, and find them.

    Raises ``OSError`` where it cannot be read.
    """
    with message.open("rb") as file:
        data = file.read(limits.max_bytes + 1)
    try:
        parsed = read(data, limits)
    except UnusableMessageError:
        return refreshed(Arrival(message, None, ()))
    named = [file.name for file in declared_files(parsed) if file.provided]
    names = dict.fromkeys((*named, *agreed.side_files_for(parsed)))
    return refreshed(Arrival(message, parsed.header.message_id or None, tuple(names)))


def refreshed(arrival: Arrival) -> Arrival:
    """Look again at the files of ``arrival``, without reading the message again."""
    present = {}
    for name in arrival.wanted:
        try:
            path = locate(arrival.message.parent, name)
        except UnsafeNameError:
            continue  # the rules tell the sender; there is nothing to wait for
        if path:
            present[name] = path
    prints = tuple(print_of(path) for path in (arrival.message, *present.values()))
    return Arrival(arrival.message, arrival.message_id, arrival.wanted, present, prints)


def make_delivery(
    arrival: Arrival,
    batch_id: str | None,
    findings: Sequence[Finding] = (),
    *,
    clock: Clock | None = None,
) -> Delivery:
    """The delivery of what is there now. Its id is made of the names and bytes.

    A file that cannot be read is left out with a finding. Raises ``OSError`` where the message itself
    cannot be read.
    """
    message = _delivered(_shown(arrival.message.name), arrival.message)
    files, unread = [], []
    for name, path in arrival.present.items():
        try:
            files.append(_delivered(name, path))
        except OSError as error:
            unread.append(_unread(name, error))
    parts = [part for file in sorted(files, key=lambda f: f.name) for part in (file.name, file.sha256)]
    if is_manifest(arrival.message):
        parts += [finding.model_dump_json() for finding in findings]  # all that such a delivery is about
    return Delivery(
        delivery_id=content_id(message.sha256, *parts),
        folder=_shown(str(arrival.message.parent.resolve())),
        message=message,
        files=tuple(files),
        batch_id=_shown(batch_id) if batch_id else None,
        received_at=_arrived(arrival.message, (clock or SystemClock()).now()),
        findings=(*findings, *unread),
    )


def print_of(path: Path) -> tuple[str, int, int]:
    """Path, size and time of a file: changes when the file does."""
    stat = path.stat()
    return str(path), stat.st_size, stat.st_mtime_ns


def modified_s(path: Path) -> float:
    """When the file was last changed, in seconds since 1970."""
    return path.stat().st_mtime


def _arrived(path: Path, now: datetime) -> datetime:
    """The file's time; the start of 1970 where a sender's tools left a time that no calendar has.

    A time that is still to come, from a sender's clock or packer, is ``now``: it would push what really
    comes until then out of the windows that uploads are counted in.
    """
    seconds = modified_s(path)
    try:
        return min(datetime.fromtimestamp(seconds, UTC), now)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _shown(name: str) -> str:
    """A name from the file system, whose bytes may be no UTF-8, as text that a message can carry."""
    return os.fsencode(name).decode("utf-8", "replace")


def _unread(name: str, error: OSError) -> Finding:
    return tell(
        "DX-H03",
        file_status="ResourceCorrupt",
        observed=f"The file is there, but cannot be read: {error.strerror}.",
        expected="a file that Deadwax may read",
        fix="Give Deadwax the right to read the file, or deliver it again.",
        file=name,
    )


def _delivered(name: str, path: Path) -> DeliveredFile:
    return DeliveredFile(
        name=name, location=location_of(path), size=path.stat().st_size, sha256=sha256_of(path)
    )
