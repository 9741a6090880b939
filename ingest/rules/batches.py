"""B01: a batch against its manifest."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.finding import Finding
from ingest.files.digests import digests_of, read_digest
from ingest.manifest import Entry, Manifest
from ingest.rules.telling import tell

CODE = "DX-B01"


@dataclass(frozen=True, slots=True)
class BatchMessage:
    """A message of a batch; ``path`` is relative to the batch's folder, with ``/`` between its parts."""

    path: str
    data: bytes
    message_id: str | None


@dataclass(frozen=True, slots=True)
class BatchFindings:
    """``of_batch`` concern the batch as a whole, ``of_message`` one message by its path."""

    of_batch: tuple[Finding, ...]
    of_message: Mapping[str, tuple[Finding, ...]]


def compare(manifest: Manifest, messages: Sequence[BatchMessage]) -> BatchFindings:
    """Compare what the manifest lists with what is there."""
    entries = {_path(entry): entry for entry in manifest.entries if entry.url}
    # Senders write URLs in many ways; the MessageId finds the entry where the URL does not.
    by_id = {entry.message_id: entry for entry in manifest.entries if entry.message_id}
    there = {message.path: message for message in messages}
    of_message: dict[str, list[Finding]] = {message.path: [] for message in messages}
    for message in messages:
        entry = entries.get(message.path) or by_id.get(message.message_id or "")
        of_message[message.path] += _entry_findings(entry, message)
    for path, twice in _duplicates(messages):
        of_message[path].append(
            _finding(f"MessageId {twice!r} is used twice in the batch.", "an id of its own")
        )
    listed = {message.message_id for message in messages}
    missing = [p for p, entry in entries.items() if p not in there and entry.message_id not in listed]
    of_batch = [
        _finding(f"The manifest lists {path[:200]!r}, which is not there.", "every message listed")
        for path in missing
    ]
    if manifest.count is not None and manifest.count != len(messages):
        of_batch.append(
            _finding(
                f"The manifest counts {manifest.count} messages; {len(messages)} are there.",
                "as many messages as the manifest counts",
            )
        )
    return BatchFindings(tuple(of_batch), {path: tuple(found) for path, found in of_message.items()})


def _entry_findings(entry: Entry | None, message: BatchMessage) -> Iterator[Finding]:
    if entry is None:
        yield _finding(
            "The batch's manifest does not list this message.", "a manifest that lists every message"
        )
        return
    if entry.message_id and message.message_id and entry.message_id != message.message_id:
        yield _finding(
            f"The manifest gives the MessageId {entry.message_id!r}, the message {message.message_id!r}.",
            "the same MessageId in both",
        )
    for declared in entry.hashes:
        digest = read_digest(declared.algorithm, declared.value)
        if digest.algorithm is None:
            continue
        actual = digests_of(io.BytesIO(message.data), {digest.algorithm})[1][digest.algorithm]
        if actual != digest.value:
            yield _finding(
                f"The message has the {declared.algorithm} {actual.hex()}; the manifest declares "
                f"{declared.value[:200]}.",
                "a message with the declared checksum",
            )


def _duplicates(messages: Sequence[BatchMessage]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for message in messages:
        if message.message_id and message.message_id in seen:
            yield message.path, message.message_id
        seen.add(message.message_id or "")


def _path(entry: Entry) -> str:
    return (entry.url or "").strip("/").removeprefix("./")


def _finding(observed: str, expected: str) -> Finding:
    return tell(
        CODE,
        observed=observed,
        expected=expected,
        fix="Send the batch again with a manifest that fits it.",
    )
