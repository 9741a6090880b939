"""B01: a batch against its manifest."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.finding import Finding, Severity
from ingest.files.digests import digests_of, read_digest
from ingest.manifest import Entry, Manifest
from ingest.rules.telling import tell

CODE = "DX-B01"
MOST_PARTS = 12


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
    of_message: dict[str, list[Finding]] = {message.path: [] for message in messages}
    listed = _entries_of(manifest, messages)
    for message in messages:
        of_message[message.path] += _entry_findings(listed.get(message.path), message)
    for path, twice in _duplicates(messages):
        of_message[path].append(
            _finding(f"MessageId {twice!r} is used twice in the batch.", "an id of its own")
        )
    of_batch = [*_not_there(manifest, listed), *_miscounted(manifest, len(messages))]
    return BatchFindings(tuple(of_batch), {path: tuple(found) for path, found in of_message.items()})


def _not_there(manifest: Manifest, listed: Mapping[str, Entry]) -> Iterator[Finding]:
    """Entries that no message answers to; one that names a message anew is told as that."""
    there = {id(entry) for entry in listed.values()}
    named = {_path(entry) for entry in listed.values() if entry.url}
    for entry in manifest.entries:
        if id(entry) in there:
            continue
        if entry.url and _path(entry) in named:
            yield _finding(f"The manifest lists {_named(entry)[:200]!r} more than once.", "each message once")
        else:
            yield _finding(
                f"The manifest lists {_named(entry)[:200]!r}, which is not there.", "every message listed"
            )


def _miscounted(manifest: Manifest, there: int) -> Iterator[Finding]:
    if isinstance(manifest.count, str):
        yield _finding(f"NumberOfMessages is {manifest.count[:50]!r}.", "a whole number")
    elif manifest.count is not None and manifest.count != there:
        yield _finding(
            f"The manifest counts {manifest.count} messages; {there} {'is' if there == 1 else 'are'} there.",
            "as many messages as the manifest counts",
        )


def _entries_of(manifest: Manifest, messages: Sequence[BatchMessage]) -> dict[str, Entry]:
    """The entry of each message, by the message's path.

    Senders write URLs in many ways: with the batch's folder, or all the way from a server's root. Where
    the URL does not tell, the MessageId does.
    """
    whole = {_path(entry): entry for entry in manifest.entries if entry.url}
    ends: dict[str, list[Entry]] = {}
    for path, entry in whole.items():
        parts = path.split("/")[-MOST_PARTS:]
        for start in range(1, len(parts)):
            ends.setdefault("/".join(parts[start:]), []).append(entry)
    by_id = {entry.message_id: entry for entry in manifest.entries if entry.message_id}
    found = {}
    for message in messages:
        ending = ends.get(message.path, [])
        by_end = ending[0] if len(ending) == 1 else None
        named = whole.get(message.path) or by_end or by_id.get(message.message_id or "")
        if named:
            found[message.path] = named
    return found


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
            yield _finding(
                f"The manifest's checksum {declared.algorithm[:50]!r} was not compared: it is of no "
                "algorithm that is known, or of another length.",
                "a HashSum of SHA-256, SHA-512 or MD5 in full length",
                severity=Severity.INFORMATION,
            )
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
    return (entry.url or "").replace("\\", "/").removeprefix("./").strip("/")


def _named(entry: Entry) -> str:
    return _path(entry) or entry.message_id or "a message without URL and MessageId"


def _finding(observed: str, expected: str, *, severity: Severity | None = None) -> Finding:
    return tell(
        CODE,
        severity=severity,
        observed=observed,
        expected=expected,
        fix="Send the batch again with a manifest that fits it.",
    )
