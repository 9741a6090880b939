"""Compares the batches of an inbox with their manifests."""

from collections.abc import Collection
from pathlib import Path

from contracts.finding import Finding
from ingest.arrival import Arrival, print_of
from ingest.ern.limits import Limits
from ingest.errors import UnusableMessageError
from ingest.layout import Candidate, Marker
from ingest.manifest import read_manifest
from ingest.rules.batches import CODE, BatchFindings, BatchMessage, compare
from ingest.rules.telling import tell

Prints = tuple[tuple[str, int, int], ...]


class BatchCheck:
    """Tells each message of a complete batch, and the batch as a whole, what its manifest says.

    :meth:`begin` and :meth:`add` say what lies in the inbox now. A batch is compared when it is first
    asked about, and again only when its manifest or a message changed.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._members: dict[Marker, list[Arrival]] = {}
        self._compared: dict[Marker, tuple[Prints, BatchFindings]] = {}

    def begin(self, markers: Collection[Marker]) -> None:
        """Start anew with the batches that ``markers`` declare complete."""
        self._members = {marker: [] for marker in markers if marker.manifest}
        for gone in self._compared.keys() - self._members.keys():
            del self._compared[gone]

    def add(self, candidate: Candidate, arrival: Arrival) -> None:
        """Count a message to its batch."""
        if candidate.marker in self._members:
            self._members[candidate.marker].append(arrival)

    def findings_of(self, candidate: Candidate) -> tuple[Finding, ...]:
        """What the manifest says against this message."""
        if candidate.marker not in self._members:
            return ()
        found = self._comparison(candidate.marker)
        return found.of_message.get(_relative(candidate.path, candidate.marker), ())

    def left_over(self, marker: Marker, handed_out: Collection[Path]) -> tuple[Finding, ...]:
        """What concerns the batch as a whole, or messages that were handed out before its marker came."""
        if marker not in self._members:
            return ()
        found = self._comparison(marker)
        late = [_relative(a.message, marker) for a in self._members[marker] if a.message in handed_out]
        return (*found.of_batch, *(finding for path in late for finding in found.of_message.get(path, ())))

    def _comparison(self, marker: Marker) -> BatchFindings:
        try:
            prints = (print_of(marker.path), *(arrival.fingerprint[0] for arrival in self._members[marker]))
            known = self._compared.get(marker)
            if known is None or known[0] != prints:
                known = self._compared[marker] = (prints, self._compare(marker))
        except OSError as error:
            return BatchFindings((_unread(marker, f"The manifest cannot be read: {error.strerror}."),), {})
        return known[1]

    def _compare(self, marker: Marker) -> BatchFindings:
        try:
            manifest = read_manifest(_head(marker.path, self._limits), self._limits)
            messages = [
                BatchMessage(_relative(a.message, marker), _head(a.message, self._limits), a.message_id)
                for a in self._members[marker]
            ]
        except UnusableMessageError as error:
            told = tell(
                CODE,
                observed=error.observed,
                expected=error.expected,
                fix=error.remedy,
                xpath=error.xpath,
                line=error.line,
                file=marker.path.name,
            )
            return BatchFindings((told,), {})
        return compare(manifest, messages)


def _unread(marker: Marker, observed: str) -> Finding:
    return tell(
        CODE,
        observed=observed,
        expected="a manifest that can be read",
        fix="Give Deadwax the right to read the batch, or send it again.",
        file=marker.path.name,
    )


def _relative(path: Path, marker: Marker) -> str:
    return path.relative_to(marker.folder).as_posix()


def _head(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        return file.read(limits.max_bytes + 1)
