"""``deadwax check``: lints a message, a delivery folder or a batch before it is sent."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Finding, Severity
from contracts.track import Track
from ingest.acknowledgements import status_of
from ingest.arrival import look_at, make_delivery
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.ern.schemas import Schemas
from ingest.errors import NothingToCheckError
from ingest.files.locate import near
from ingest.inbox import Inbox
from ingest.marks.examine import Examiner
from ingest.reader import ReadDelivery, read_delivery
from ingest.rules.apply import owner
from ingest.rules.telling import tell
from ingest.senders.contracts import NO_CONTRACTS, SenderContracts
from runtime.objects import Objects, location_of

_JSON_FIELDS = (
    "code",
    "severity",
    "xpath",
    "line",
    "isrc",
    "observed",
    "expected",
    "fix",
    "error_type",
    "file_status",
    "proposed_action",
    "manual_check",
    "rule_version",
)
_FILE_CODES = frozenset({"DX-H02", "DX-H03"})


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One message's result.

    ``tracks`` are those that would be made of it, ``places`` the XPaths of their recordings in the same
    order.
    """

    path: Path
    status: AcknowledgementStatus
    findings: tuple[Finding, ...]
    tracks: tuple[Track, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def shown_path(self) -> str:
        """The path as text that any output can carry; a file's name may be no UTF-8."""
        return os.fsencode(self.path).decode("utf-8", "replace")

    def exit_code(self, fail_on: Severity | None = Severity.WARNING) -> int:
        """2 where the message is rejected, 1 where a finding is as severe as ``fail_on``, else 0.

        With None no finding makes it 1.
        """
        if self.status is AcknowledgementStatus.REJECTED:
            return 2
        if fail_on is None:
            return 0
        return int(any(rank(finding.severity) <= rank(fail_on) for finding in self.findings))

    def by_recording(self) -> Iterator[tuple[Track | None, tuple[Finding, ...]]]:
        """The findings of each recording that has some, in the message's order; then, with None, the rest.

        The severest come first.
        """
        groups: dict[str, list[Finding]] = {place: [] for place in self.places}
        rest: list[Finding] = []
        for finding in sorted(self.findings, key=lambda each: rank(each.severity)):
            groups.get(owner(finding.xpath or ""), rest).append(finding)
        for track, place in zip(self.tracks, self.places, strict=True):
            if groups[place]:
                yield track, tuple(groups[place])
        if rest:
            yield None, tuple(rest)

    def to_json(self) -> dict[str, Any]:
        """The shape that ``--json`` prints; ``file`` is there where a finding concerns a file."""
        return {
            "path": self.shown_path,
            "status": self.status.value,
            "findings": [_json(f) for f in self.findings],
        }


def rank(severity: Severity) -> int:
    """The place of a severity in their order, 0 for the hardest."""
    return list(Severity).index(severity)


def check(
    path: Path,
    *,
    agreed: SenderContracts = NO_CONTRACTS,
    limits: Limits = DEFAULT_LIMITS,
    schemas: Schemas | None = None,
    make_examiner: Callable[[Objects], Examiner] | None = None,
) -> list[CheckResult]:
    """Check the message at ``path``, or every message in the folder at ``path``.

    Without ``make_examiner`` nothing is looked for inside the files but what their bytes' digests tell.
    Raises ``NothingToCheckError`` where there is none.
    """
    objects = Objects([path if path.is_dir() else path.parent])
    examiner = make_examiner(objects) if make_examiner else None
    read_one = partial(
        read_delivery,
        open_file=objects.open,
        agreed=agreed,
        limits=limits,
        schemas=schemas,
        examiner=examiner,
    )
    if path.is_file():
        return [_alone(path, read_one(make_delivery(look_at(path, limits, agreed), None)))]
    if not path.is_dir():
        raise NothingToCheckError(
            f"{path} is neither a folder nor an ordinary file."
            if path.exists()
            else f"There is no file or folder at {path}.",
            remedy="Name an ERN message or a delivery folder.",
        )
    results = [
        _in_folder(_as_named(path, delivery.message.location), read_one(delivery))
        for delivery in Inbox(path, once=True, limits=limits, agreed=agreed).scan()
    ]
    if not results:
        raise NothingToCheckError(
            f"The folder {path} holds no XML message.", remedy="Name a folder with an ERN message in it."
        )
    return results


def _as_named(folder: Path, location: str) -> Path:
    """The path of a message in ``folder``, beginning as the caller wrote it."""
    return folder / os.fsdecode(unquote_to_bytes(location.removeprefix(f"{location_of(folder)}/")))


def _alone(path: Path, read: ReadDelivery) -> CheckResult:
    """A message without any of its files is taken as a message that is checked by itself."""
    if read.delivery.files or not any(f.file and f.code in _FILE_CODES for f in read.findings):
        return _in_folder(path, read)
    named = {finding.file for finding in read.findings if finding.file and finding.code in _FILE_CODES}
    kept = [f for f in read.findings if not (f.file and f.code in _FILE_CODES)]
    kept.append(
        tell(
            "DX-H03",
            severity=Severity.INFORMATION,
            observed=f"No file that the message names lies beside it (it names {len(named)}).",
            expected="the files beside the message or in resources/, to have them checked too",
            fix="Put the message into its delivery folder and check that; the files were not checked.",
        )
    )
    return _result(path, read, kept)


def _in_folder(path: Path, read: ReadDelivery) -> CheckResult:
    """Adds to a missing file the name of one that is there and may be meant."""
    told = []
    for finding in read.findings:
        other = near(path.parent, finding.file) if finding.file and finding.code == "DX-H03" else None
        meant = other and Path(finding.file or "").name != other
        fix = f"{finding.fix} There is a file {other!r}." if meant else finding.fix
        told.append(finding.model_copy(update={"fix": fix}))
    return _result(path, read, told)


def _result(path: Path, read: ReadDelivery, findings: list[Finding]) -> CheckResult:
    rejected = read.status is AcknowledgementStatus.REJECTED
    places = tuple(recording.place.xpath for recording in read.message.recordings) if read.message else ()
    status = status_of(findings, rejected=rejected)
    return CheckResult(path, status, tuple(findings), read.tracks, places)


def _json(finding: Finding) -> dict[str, Any]:
    whole = finding.model_dump(mode="json")
    fields = _JSON_FIELDS + (("file",) if finding.file else ())
    return {name: whole[name] for name in fields}
