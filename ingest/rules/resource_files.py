"""H: the files that a message names against what was delivered."""

from collections.abc import Iterable, Iterator

from contracts.finding import Severity
from ingest.ern.files import DeclaredHash
from ingest.ern.message import ErnMessage
from ingest.files.digests import Remark, read_digest
from ingest.files.inspect import InspectedFile
from ingest.rules.found import Found

_REMARKS = {
    Remark.WEAK: "is too weak to prove anything but a broken transfer",
    Remark.AMBIGUOUS: "does not say which algorithm is meant; its length was taken to tell",
    Remark.UNSUPPORTED: "is of an algorithm that was not compared",
    Remark.WRONG_LENGTH: "is no whole digest of this algorithm in hex or Base64, so it was not compared",
}
_CALM = (Remark.WEAK, Remark.AMBIGUOUS)


def h01_mismatch(file: InspectedFile) -> Iterator[Found]:
    """A declared checksum that the bytes do not have."""
    for declared in file.declared.hashes:
        digest = read_digest(declared.algorithm, declared.value)
        if file.digests is None or digest.algorithm is None:
            continue
        actual = file.digests[digest.algorithm]
        if actual != digest.value:
            yield _found(
                file,
                "DX-H01",
                f"The file has the {declared.algorithm} {actual.hex()}; declared is {declared.value[:200]}.",
                "bytes with the declared checksum",
                "Send the file again, or correct its checksum.",
                at=declared,
            )


def h02_hash(file: InspectedFile) -> Iterator[Found]:
    """No checksum, or one that says little."""
    if not file.declared.hashes:
        yield _found(
            file,
            "DX-H02",
            "The message gives no checksum for the file.",
            "a HashSum, best of SHA-256",
            "Add a HashSum, so that a broken transfer is seen.",
        )
    for declared in file.declared.hashes:
        remark = read_digest(declared.algorithm, declared.value).remark
        if remark:
            yield _found(
                file,
                "DX-H02",
                f"The checksum {_named(declared)} {_REMARKS[remark]}.",
                "a HashSum of SHA-256, SHA-512 or MD5 in full length",
                "Declare a SHA-256.",
                severity=None if remark in _CALM else Severity.WARNING,
                at=declared,
            )


def h03_file(file: InspectedFile) -> Iterator[Found]:
    """A file that is missing, empty, changed, or named so that it leads elsewhere."""
    if file.is_unsafe:
        yield _found(
            file,
            "DX-H03",
            file.why or "The file name leads out of the delivery.",
            "a relative path inside the delivery, such as resources/track.flac",
            "Correct the file name in the message.",
            file_status="NewReleaseMessageInvalid",
        )
    elif file.delivered is None:
        if file.declared.provided:
            yield _found(
                file,
                "DX-H03",
                file.why or "The file is not in the delivery.",
                "the file beside the message or in resources/",
                "Send the file, or correct its name in the message.",
            )
    elif not file.size:
        yield _found(
            file,
            "DX-H03",
            "The file is empty (0 bytes).",
            "a file with content",
            "Send the file again.",
            file_status="ResourceCorrupt",
        )
    elif file.has_changed:
        yield _found(
            file,
            "DX-H03",
            "The file's bytes changed after it arrived.",
            "bytes that stay as they arrived",
            "Deliver again, once the transfer is complete.",
            file_status="ResourceCorrupt",
        )


def h03_no_file(message: ErnMessage) -> Iterator[Found]:
    """A recording that names no file: it cannot be listened to."""
    contained = {reference for recording in message.recordings for reference in recording.contains}
    for recording in message.recordings:
        if not recording.files and recording.reference not in contained:
            yield Found(
                "DX-H03",
                recording.place,
                "The recording names no file.",
                "a file, unless it was delivered before",
                "Name the file in the recording's technical details.",
                Severity.WARNING,
            )


def found_in_files(files: Iterable[InspectedFile]) -> list[Found]:
    """What the rules find in ``files``."""
    return [found for file in files for rule in (h01_mismatch, h02_hash, h03_file) for found in rule(file)]


def _named(declared: DeclaredHash) -> str:
    """The algorithm, with the digest where there is one."""
    name = declared.algorithm[:50] or "without an algorithm"
    return f"{name} ({declared.value[:200]})" if declared.value else f"{name} (empty)"


def _found(
    file: InspectedFile,
    code: str,
    observed: str,
    expected: str,
    fix: str,
    *,
    severity: Severity | None = None,
    file_status: str | None = None,
    at: DeclaredHash | None = None,
) -> Found:
    place = at.place if at else file.declared.place
    return Found(code, place, observed, expected, fix, severity, file.declared.name, file_status)
