"""Reads one delivery: its message, its files, and what the rules find in both."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.acknowledgement import Acknowledgement, AcknowledgementStatus
from contracts.delivery import DeliveredFile, Delivery
from contracts.finding import Finding
from contracts.track import Track
from ingest.acknowledgements import acknowledgement, status_of
from ingest.carriers.apply import apply_carriers
from ingest.carriers.side_files import MOST_BYTES
from ingest.ern.files import DeclaredFile
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.ern.message import ErnMessage
from ingest.ern.reader import read
from ingest.ern.schemas import Schemas
from ingest.errors import ChangedMessageError, ManifestError, UnusableMessageError
from ingest.files.inspect import OpenFile, inspect_all
from ingest.marks.delivered import examine_files, found_in_examined
from ingest.marks.examine import Examiner
from ingest.rules.apply import findings, found_in, with_schema
from ingest.rules.resource_files import found_in_files, h03_no_file
from ingest.rules.sound_files import h04_same_bytes
from ingest.rules.structure import x05_not_validated
from ingest.rules.telling import tell
from ingest.senders.contracts import NO_CONTRACTS, SenderContracts
from ingest.tracks import make_tracks
from runtime.errors import ForbiddenLocationError, MissingObjectError


@dataclass(frozen=True, slots=True)
class ReadDelivery:
    """What a delivery came to. ``message`` is None and ``tracks`` empty where it is rejected.

    ``unchanged`` and ``withdrawn`` are as in the acknowledgement; only what is known of earlier
    deliveries tells them.
    """

    delivery: Delivery
    status: AcknowledgementStatus
    findings: tuple[Finding, ...]
    message: ErnMessage | None = None
    tracks: tuple[Track, ...] = ()
    unchanged: int = 0
    withdrawn: tuple[str, ...] = ()

    @property
    def acknowledgement(self) -> Acknowledgement:
        """The answer to the sender."""
        return acknowledgement(
            self.delivery,
            self.status,
            self.findings,
            self.message,
            self.tracks,
            unchanged=self.unchanged,
            withdrawn=self.withdrawn,
        )


def read_delivery(
    delivery: Delivery,
    open_file: OpenFile,
    *,
    agreed: SenderContracts = NO_CONTRACTS,
    limits: Limits = DEFAULT_LIMITS,
    schemas: Schemas | None = None,
    examiner: Examiner | None = None,
) -> ReadDelivery:
    """Read ``delivery``; every file is opened through ``open_file`` by its location.

    Without an ``examiner`` marks, kinds and lengths of files are not checked, which the tracks say;
    with ``schemas`` the message is also held against the official one of its version.

    Whatever is wrong with the message or its files becomes a finding. Raises
    ``ChangedMessageError`` where the message's bytes are others than those that arrived, and what
    ``open_file`` raises for the message.
    """
    data = _bytes(delivery.message, open_file, limits)
    try:
        message = read(data, limits)
    except UnusableMessageError as error:
        told = (*delivery.findings, unusable(error))
        if isinstance(error, ManifestError) and delivery.findings:
            told = delivery.findings  # the inbox handed the manifest out to tell these
        return ReadDelivery(delivery, status_of(told, rejected=True), told)
    delivered = {file.name: file for file in delivery.files}
    side_files = _side_files(agreed.side_files_for(message), delivered, open_file)
    message = apply_carriers(message, agreed.carriers_for(message), side_files)
    files = inspect_all(declared_files(message), delivered, open_file)
    by_place = {file.declared.place: file for file in files}
    examined = examine_files(message, by_place, examiner) if examiner else {}
    violations = schemas.violations(data, message.version, limits) if schemas else ()
    found = [
        *(x05_not_validated(message, schemas.numbers) if schemas else ()),
        *with_schema(found_in(message, agreed.ai_names), violations, message.version.number),
        *h03_no_file(message),
        *found_in_files(files),
    ]
    found += [*h04_same_bytes(message, by_place), *found_in_examined(message, by_place, examined)]
    severities = agreed.severities
    occasion = severities.occasion(message, delivery.received_at)
    before = (severities.applied(finding, occasion) for finding in delivery.findings)
    told = (*before, *findings(message, found, severities, occasion))
    tracks = make_tracks(delivery, message, by_place, told, examined)
    return ReadDelivery(delivery, status_of(told), told, message, tracks)


def declared_files(message: ErnMessage) -> list[DeclaredFile]:
    """Every file that the message names, in its order."""
    of_recordings = [file for recording in message.recordings for file in recording.files]
    return of_recordings + [file for resource in message.resources for file in resource.files]


def unusable(error: UnusableMessageError) -> Finding:
    """The one finding of a message from which nothing could be taken."""
    return tell(
        error.finding,
        observed=error.observed,
        expected=error.expected,
        fix=error.remedy,
        xpath=error.xpath,
        line=error.line,
    )


def _side_files(
    names: Iterable[str], delivered: Mapping[str, DeliveredFile], open_file: OpenFile
) -> dict[str, bytes]:
    """The bytes of the side files that were delivered; one that is gone or too long counts as missing."""
    found = {}
    for name in names:
        if name in delivered:
            try:
                with open_file(delivered[name].location) as stream:
                    data = stream.read(MOST_BYTES + 1)
            except (MissingObjectError, ForbiddenLocationError):
                continue
            if len(data) <= MOST_BYTES:
                found[name] = data
    return found


def _bytes(file: DeliveredFile, open_file: OpenFile, limits: Limits) -> bytes:
    if file.content is not None:
        data = file.content
    else:
        with open_file(file.location) as stream:
            data = stream.read(limits.max_bytes + 1)
    if len(data) <= limits.max_bytes and hashlib.sha256(data).hexdigest() != file.sha256:
        raise ChangedMessageError(
            f"The message {file.name!r} changed after it arrived.",
            remedy="Scan the inbox again: the changed message is a delivery of its own.",
        )
    return data
