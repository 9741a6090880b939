"""Which recording on which release of which sender a track is, whatever delivery it came with."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from contracts.message import content_id
from contracts.track import Track
from ingest.ern.releases import Release
from ingest.identifiers.kinds import normalise

_DIGITS = 14


def recording_ids(tracks: Sequence[Track]) -> list[str]:
    """The ids of the recordings of one message, in order.

    A second recording with the same identifiers in the same message is another one, so it is numbered.
    """
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for track in tracks:
        key = (release_id_of(track), _recording(track))
        seen[key] += 1
        made.append(content_id("recording", *key, str(seen[key])))
    return made


def release_id_of(track: Track) -> str:
    """The id of the release that ``track`` came on."""
    release = track.release
    named = _names(release.icpn, release.grid, None, release.catalog_number)
    unnamed = f"title {release.title.casefold()} {release.display_artist.casefold()}"
    return _release_id(track.partition_key, next(named, unnamed))


def release_ids_of(track: Track) -> tuple[str, ...]:
    """Every id that the release of ``track`` may be named by later."""
    release = track.release
    named = _names(release.icpn, release.grid, None, release.catalog_number)
    return tuple(_release_id(track.partition_key, name) for name in named)


def release_ids(sender: str, release: Release) -> tuple[str, ...]:
    """Every id that ``release`` may be known under; a purge need not name what the delivery named."""
    named = _names(release.icpn, release.grid, release.isrc, release.catalog_number)
    return tuple(_release_id(sender, name) for name in named)


def _release_id(sender: str, name: str) -> str:
    return content_id("release", normalise(sender), name)


def _names(icpn: str | None, grid: str | None, isrc: str | None, catalog_number: str | None) -> Iterator[str]:
    if icpn:
        # Feeds pad the same code to 12, 13 or 14 digits.
        yield f"ICPN {normalise(icpn).zfill(_DIGITS)}"
    pairs: Iterable[tuple[str, str | None]] = (
        ("GRid", grid),
        ("ISRC", isrc),
        ("CatalogNumber", catalog_number),
    )
    for kind, value in pairs:
        if value:
            yield f"{kind} {normalise(value)}"


def _recording(track: Track) -> str:
    if track.isrc:
        return f"ISRC {normalise(track.isrc)}"
    if track.proprietary_ids:
        kind, value = min(track.proprietary_ids.items())
        return f"{kind} {value}"
    return f"{track.resource_reference} {track.title.casefold()}"
