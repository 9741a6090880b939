"""Makes tracks of the recordings of a message."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from contracts.delivery import Delivery
from contracts.finding import Finding
from contracts.message import content_id
from contracts.party import Contributor, Party
from contracts.track import AudioFile, Deal, Hash, Release, Track
from ingest.disclosure import recording_disclosure, release_disclosure
from ingest.ern import parties, releases
from ingest.ern.credits import Credit
from ingest.ern.message import ErnMessage
from ingest.ern.place import Place
from ingest.ern.recordings import Recording
from ingest.files.inspect import InspectedFile
from ingest.identifiers.kinds import ISRC, ISWC, Kind, normalise
from ingest.identity import recording_ids
from ingest.marks.delivered import marks_of
from ingest.marks.examine import Examined
from ingest.rules.apply import owner
from ingest.rules.links import FRONT_COVER

LONGEST_CHECKSUM = 128


def make_tracks(
    delivery: Delivery,
    message: ErnMessage,
    files: Mapping[Place, InspectedFile],
    findings: Sequence[Finding],
    examined: Mapping[Place, Examined] = MappingProxyType({}),
) -> tuple[Track, ...]:
    """One track for each recording, in the order of the message.

    ``files`` and ``examined`` are keyed by the place where the files are declared.
    """
    by_owner: dict[str, list[Finding]] = {}
    for finding in findings:
        by_owner.setdefault(owner(finding.xpath or ""), []).append(finding)
    whole = _of_message(delivery, message)
    made: dict[str, Release] = {}
    tracks = []
    for recording in message.recordings:
        holding = message.links.releases_of(recording)
        release = releases.main_release(holding) or message.main_release
        place = release.place.xpath if release else ""
        if place not in made:
            made[place] = _release(message, release, files)
        own = by_owner.get(recording.place.xpath, []) + (by_owner.get(place, []) if place else [])
        tracks.append(
            Track(
                **whole,
                **_of_recording(recording, files),
                iswcs=tuple(_normal(ISWC, iswc) for iswc in message.iswcs_of(recording)),
                track_id=content_id(delivery.delivery_id, recording.key),
                display_artist=recording.display_artist or made[place].display_artist,
                sequence=release.resources.get(recording.key) if release else None,
                release=made[place],
                deal=_deal(message, holding),
                disclosure=recording_disclosure(message, recording),
                findings=tuple(own),
                marks=marks_of(recording, files, examined),
            )
        )
    ids = recording_ids(tracks)
    return tuple(
        track.model_copy(update={"recording_id": each}) for track, each in zip(tracks, ids, strict=True)
    )


def _of_message(delivery: Delivery, message: ErnMessage) -> dict[str, Any]:
    """The fields that all tracks of a message share."""
    header = message.header
    return {
        "delivery_id": delivery.delivery_id,
        "ern_version": message.version.number,
        "ern_message_id": header.message_id,
        "batch_id": delivery.batch_id,
        "sender": _party(header.sender),
        "on_behalf_of": _party(header.on_behalf_of) if header.on_behalf_of else None,
        "message_created_at": header.created_at,
        "is_backfill": header.is_backfill,
        "is_test": header.is_test,
        "received_at": delivery.received_at,
    }


def _of_recording(recording: Recording, files: Mapping[Place, InspectedFile]) -> dict[str, Any]:
    """The fields that a recording says of itself."""
    return {
        "resource_reference": recording.key,
        "isrc": _isrc(recording.isrc) if recording.isrc else None,
        "edition_isrcs": tuple(map(_isrc, recording.isrcs[1:])),
        "proprietary_ids": dict(recording.other_ids),
        "title": recording.title,
        "version_title": recording.version_title,
        "contributors": tuple(map(_contributor, recording.credits)),
        "language": recording.language,
        "duration_s": recording.duration_s,
        "is_instrumental": recording.is_instrumental,
        "has_vocal_performance": recording.has_vocal_performance,
        "parental_warning": recording.parental_warning,
        "p_line": recording.p_line,
        "audio": tuple(_audio(files[file.place]) for file in recording.files),
    }


def _release(
    message: ErnMessage, release: releases.Release | None, files: Mapping[Place, InspectedFile]
) -> Release:
    if release is None:
        return Release(reference="")
    held = message.links.recordings_of(release)
    return Release(
        reference=release.reference,
        icpn=release.icpn,
        grid=release.grid,
        catalog_number=release.catalog_number,
        title=release.title,
        display_artist=release.display_artist,
        label=release.label or next((r.label for r in held if r.label), None),
        type=release.type,
        genre=release.genre,
        release_date=release.release_date,
        p_line=release.p_line,
        c_line=release.c_line,
        track_count=len(held),
        cover=_cover(message, release, files),
        disclosure=release_disclosure(message, release),
    )


def _cover(
    message: ErnMessage, release: releases.Release, files: Mapping[Place, InspectedFile]
) -> str | None:
    """The checksum of the release's front cover: of the bytes, else as declared."""
    covers = [r for r in message.resources if r.type == FRONT_COVER and r.files]
    own = [r for r in covers if r.reference in release.resources] or covers[:1]
    if not own:
        return None
    found = files.get(own[0].files[0].place)
    if found is not None and found.sha256:
        return found.sha256
    return next((h.value.strip().lower()[:LONGEST_CHECKSUM] or None for h in own[0].files[0].hashes), None)


def _deal(message: ErnMessage, holding: Sequence[releases.Release]) -> Deal:
    covering = message.links.deals_of(holding)
    territories = {code for deal in covering for code in deal.territories}
    return Deal(
        start=min((deal.start for deal in covering if deal.start), default=None),
        territories=tuple(sorted(territories)),
        excluded_territories=tuple(
            sorted({code for deal in covering for code in deal.excluded} - territories)
        ),
        commercial_models=tuple(sorted({model for deal in covering for model in deal.commercial_models})),
    )


def _audio(file: InspectedFile) -> AudioFile:
    declared, delivered = file.declared, file.delivered
    return AudioFile(
        name=declared.name,
        location=delivered.location if delivered else None,
        size=file.size,
        sha256=file.sha256,
        declared_hashes=tuple(Hash(algorithm=h.algorithm, value=h.value) for h in declared.hashes),
        declared_codec=declared.codec,
        declared_sample_rate_hz=declared.sample_rate_hz,
        is_preview=declared.is_preview,
    )


def _contributor(credit: Credit) -> Contributor:
    party = _party(credit.party) if credit.party else None
    if party is None and credit.reference:
        party = Party(name=credit.reference)  # a reference to nothing is all that is known of it
    return Contributor(
        party=party,
        roles=tuple(role.label for role in credit.roles),
        instruments=credit.all_instruments,
        special=credit.special,
        ai_contribution=credit.ai.level,
        is_display_artist=credit.is_display_artist,
        sequence=credit.sequence,
    )


def _party(party: parties.Party) -> Party:
    return Party(name=party.name, identifiers=dict(party.identifiers))


def _isrc(text: str) -> str:
    return _normal(ISRC, text)


def _normal(kind: Kind, text: str) -> str:
    """The identifier without hyphens in upper case; as declared where it is none."""
    return normalise(text) if kind.has_syntax(text) else text
