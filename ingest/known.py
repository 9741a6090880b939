"""What earlier deliveries said of a recording."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from contracts.disclosure import DisclosureLevel
from contracts.message import content_id
from contracts.track import Track
from ingest.identity import release_id_of, release_ids_of

_AI = (DisclosureLevel.PARTLY, DisclosureLevel.ALL)
_OF_XPATH = {"xpath": True, "facets": {"__all__": {"xpath"}}}
# What differs between two deliveries that say the same.
_PASSING: Any = {
    "schema_version": True,
    "track_id": True,
    "delivery_id": True,
    "ern_message_id": True,
    "batch_id": True,
    "message_created_at": True,
    "received_at": True,
    "findings": True,
    "marks": True,
    "revision": True,
    "supersedes": True,
    "audio": {"__all__": {"location"}},
    "disclosure": _OF_XPATH,
    "release": {"disclosure": _OF_XPATH},
}


@dataclass(frozen=True, slots=True)
class Known:
    """One recording on a release of a sender, as a delivery says.

    ``digest`` is of all that the delivery says of it; ``ai_facets`` are the parts that it declares as
    made with AI, by name. ``release_names`` are all ids that its release goes by; they are told when the
    recording is entered or changed, and not read back.
    """

    recording_id: str
    track_id: str
    digest: str
    release_id: str
    isrc: str | None
    level: DisclosureLevel
    ai_facets: tuple[str, ...]
    message_created_at: datetime | None
    received_at: datetime
    revision: int = 1
    withdrawn_at: datetime | None = None
    release_names: tuple[str, ...] = ()


def known_of(track: Track) -> Known:
    """What ``track`` says of its recording."""
    return Known(
        recording_id=track.recording_id,
        track_id=track.track_id,
        digest=content_id(track.model_dump_json(exclude=_PASSING)),
        release_id=release_id_of(track),
        isrc=track.isrc,
        level=track.disclosure.level,
        ai_facets=tuple(sorted({f.facet.value for f in track.disclosure.facets if f.level in _AI})),
        message_created_at=track.message_created_at,
        received_at=track.received_at,
        revision=track.revision,
        release_names=release_ids_of(track),
    )


def succeeding(before: Known, now: Known) -> Known:
    """``now`` as the next revision of ``before``."""
    return replace(now, revision=before.revision + 1)
