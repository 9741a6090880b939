"""Compares the batches of an inbox with their manifests."""

from collections.abc import Collection, Iterable
from pathlib import Path

from contracts.finding import Finding
from ingest.arrival import Arrival
from ingest.ern.limits import Limits
from ingest.errors import UnusableMessageError
from ingest.layout import Candidate, Marker
from ingest.manifest import read_manifest
from ingest.reader import unusable
from ingest.rules.batches import CODE, BatchFindings, BatchMessage, compare
from ingest.rules.catalogue import CATALOGUE


class BatchCheck:
    """Gathers the messages of every complete batch in one scan, then tells what each has to hear."""

    def __init__(self, markers: Iterable[Marker], limits: Limits) -> None:
        self._limits = limits
        self._members: dict[Marker, dict[Path, str | None]] = {m: {} for m in markers if m.manifest}
        self._compared: dict[Marker, BatchFindings] = {}

    def add(self, candidate: Candidate, arrival: Arrival) -> None:
        """Count a message to its batch."""
        if candidate.marker in self._members:
            self._members[candidate.marker][candidate.path] = arrival.message_id

    def findings_of(self, candidate: Candidate) -> tuple[Finding, ...]:
        """What the manifest says against this message."""
        if candidate.marker not in self._members:
            return ()
        found = self._comparison(candidate.marker)
        return found.of_message.get(_relative(candidate.path, candidate.marker), ())

    def left_over(self, marker: Marker, handed_out: Collection[Path]) -> tuple[Finding, ...]:
        """What concerns the batch as a whole, and messages that were handed out before its marker came."""
        if marker not in self._members:
            return ()
        found = self._comparison(marker)
        late = [path for path in self._members[marker] if path in handed_out]
        return (
            *found.of_batch,
            *(f for path in late for f in found.of_message.get(_relative(path, marker), ())),
        )

    def _comparison(self, marker: Marker) -> BatchFindings:
        if marker not in self._compared:
            self._compared[marker] = self._compare(marker)
        return self._compared[marker]

    def _compare(self, marker: Marker) -> BatchFindings:
        try:
            manifest = read_manifest(_head(marker.path, self._limits), self._limits)
            messages = [
                BatchMessage(_relative(member, marker), _head(member, self._limits), message_id)
                for member, message_id in self._members[marker].items()
            ]
        except UnusableMessageError as error:
            told = unusable(error).model_copy(
                update={"code": CODE, "severity": CATALOGUE[CODE].severity, "file": marker.path.name}
            )
            return BatchFindings((told,), {})
        return compare(manifest, messages)


def _relative(path: Path, marker: Marker) -> str:
    return path.relative_to(marker.folder).as_posix()


def _head(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        return file.read(limits.max_bytes + 1)
