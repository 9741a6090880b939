"""Brings what the agreed carriers declare into the message."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.carriers.roles import read_roles, unknown_roles
from ingest.carriers.side_files import apply_side_file, read_side_file
from ingest.ern.disagreement import Disagreement, Misunderstood
from ingest.ern.links import Links
from ingest.ern.message import ErnMessage
from ingest.ern.reading import Malformed
from ingest.ern.recordings import Recording
from ingest.errors import SideFileError
from ingest.senders.document import Carrier, RoleCarrier


def apply_carriers(
    message: ErnMessage, carriers: Sequence[Carrier], side_files: Mapping[str, bytes]
) -> ErnMessage:
    """``message`` with what ``carriers`` declare. ``side_files`` are those that were delivered, by name."""
    if not carriers:
        return message
    recordings = list(message.recordings)
    disagreements: list[Disagreement] = []
    misunderstood: list[Misunderstood] = []
    malformed: list[Malformed] = []
    for carrier in carriers:
        if isinstance(carrier, RoleCarrier):
            for recording in recordings:
                unknown = unknown_roles(recording, carrier)
                misunderstood += [Misunderstood(c.place, r.user_value or "") for c, r in unknown]
            recordings = [read_roles(recording, carrier, disagreements) for recording in recordings]
        elif carrier.name in side_files:
            try:
                side = read_side_file(side_files[carrier.name], carrier)
            except SideFileError as error:
                malformed.append(
                    Malformed(message.place, f"The side file {carrier.name}", error.why, error.expected)
                )
                continue
            recordings = [apply_side_file(recording, side, disagreements) for recording in recordings]
    return _with(message, tuple(recordings), disagreements, misunderstood, malformed)


def _with(
    message: ErnMessage,
    recordings: tuple[Recording, ...],
    disagreements: list[Disagreement],
    misunderstood: list[Misunderstood],
    malformed: list[Malformed],
) -> ErnMessage:
    return replace(
        message,
        recordings=recordings,
        links=Links.of(recordings, message.resources, message.releases, message.deals),
        malformed=(*message.malformed, *malformed),
        has_agreed_carrier=True,
        disagreements=tuple(disagreements),
        misunderstood=tuple(misunderstood),
    )
