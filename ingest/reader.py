"""Reads one delivery: its message, its files, and what the rules find in both."""

import hashlib
from dataclasses import dataclass

from contracts.acknowledgement import Acknowledgement, AcknowledgementStatus
from contracts.delivery import DeliveredFile, Delivery
from contracts.finding import Finding
from contracts.track import Track
from ingest.acknowledgements import acknowledgement, status_of
from ingest.ern.files import DeclaredFile
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.ern.message import ErnMessage
from ingest.ern.reader import read
from ingest.errors import ChangedMessageError, ManifestError, UnusableMessageError
from ingest.files.inspect import OpenFile, inspect_all
from ingest.marks.delivered import examine_files, found_in_examined
from ingest.marks.examine import Examiner
from ingest.rules.apply import findings, found_in
from ingest.rules.resource_files import found_in_files, h03_no_file
from ingest.rules.severities import Severities
from ingest.rules.sound_files import h04_same_bytes
from ingest.rules.telling import tell
from ingest.tracks import make_tracks


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
    severities: Severities | None = None,
    limits: Limits = DEFAULT_LIMITS,
    examiner: Examiner | None = None,
) -> ReadDelivery:
    """Read ``delivery``; every file is opened through ``open_file`` by its location.

    Without an ``examiner`` marks, kinds and lengths of files are not checked, which the tracks say.

    Whatever is wrong with the message or its files becomes a finding. Raises
    ``ChangedMessageError`` where the message's bytes are others than those that arrived, and what
    ``open_file`` raises for the message.
    """
    severities = severities or Severities()
    try:
        message = read(_bytes(delivery.message, open_file, limits), limits)
    except UnusableMessageError as error:
        told = (*delivery.findings, unusable(error))
        if isinstance(error, ManifestError) and delivery.findings:
            told = delivery.findings  # the inbox handed the manifest out to tell these
        return ReadDelivery(delivery, status_of(told, rejected=True), told)
    delivered = {file.name: file for file in delivery.files}
    files = inspect_all(declared_files(message), delivered, open_file)
    by_place = {file.declared.place: file for file in files}
    examined = examine_files(message, by_place, examiner) if examiner else {}
    found = [*found_in(message), *h03_no_file(message), *found_in_files(files)]
    found += [*h04_same_bytes(message, by_place), *found_in_examined(message, by_place, examined)]
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


def _bytes(file: DeliveredFile, open_file: OpenFile, limits: Limits) -> bytes:
    with open_file(file.location) as stream:
        data = stream.read(limits.max_bytes + 1)
    if len(data) <= limits.max_bytes and hashlib.sha256(data).hexdigest() != file.sha256:
        raise ChangedMessageError(
            f"The message {file.name!r} changed after it arrived.",
            remedy="Scan the inbox again: the changed message is a delivery of its own.",
        )
    return data
