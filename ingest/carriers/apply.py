"""Brings what the agreed carriers declare into the message."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.carriers.roles import read_roles, unknown_roles
from ingest.carriers.side_files import apply_side_file, read_side_file
from ingest.ern.disagreement import Disagreement, Misunderstood
from ingest.ern.links import Links
from ingest.ern.message import ErnMessage
from ingest.ern.place import Place
from ingest.ern.reading import Malformed
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
                misunderstood += [_unknown(c.place, r.user_value or "") for c, r in unknown]
            recordings = [read_roles(recording, carrier, disagreements) for recording in recordings]
        elif carrier.name in side_files:
            try:
                side = read_side_file(side_files[carrier.name], carrier)
            except SideFileError as error:
                malformed.append(Malformed(message.place, error.message, None, error.expected))
                continue
            misunderstood += [_twice(r.place, side.name) for r in recordings if side.is_torn_about(r)]
            recordings = [apply_side_file(recording, side, disagreements) for recording in recordings]
    places = tuple(dict.fromkeys(_place(carrier, side_files) for carrier in carriers))
    return replace(
        message,
        recordings=(read := tuple(recordings)),
        links=Links.of(read, message.resources, message.releases, message.deals),
        malformed=(*message.malformed, *malformed),
        agreed_places=places,
        disagreements=tuple(disagreements),
        misunderstood=tuple(misunderstood),
    )


def _unknown(place: Place, value: str) -> Misunderstood:
    return Misunderstood(
        place,
        f"Nothing was agreed about the value {value[:100]!r}.",
        "a value that was agreed",
        "Use an agreed value, or agree on this one.",
    )


def _twice(place: Place, name: str) -> Misunderstood:
    return Misunderstood(
        place,
        f"The side file {name} declares this recording more than once, and differently.",
        "one declaration for one ISRC",
        "Keep the one that is true; until then the last one counts.",
    )


def _place(carrier: Carrier, side_files: Mapping[str, bytes]) -> str:
    """Where the disclosure should stand, in words."""
    if isinstance(carrier, RoleCarrier):
        among = f" in the namespace {carrier.namespace}" if carrier.namespace else ""
        return f"user-defined roles{among}"
    missing = "" if carrier.name in side_files else " (not delivered)"
    return f"the side file {carrier.name}{missing}"
