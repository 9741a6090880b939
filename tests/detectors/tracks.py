"""Makes tracks for tests."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from contracts.disclosure import Disclosure
from contracts.party import Party
from contracts.track import AudioFile, Release, Track

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_NUMBERS = count()


def make_track(**given: Any) -> Track:
    """A track of an ordinary delivery. ``after`` is the time since ``START``, ``sha256`` the file's."""
    n = next(_NUMBERS)
    sender = given.pop("sender", "Kind Distribution")
    after = given.pop("after", timedelta())
    sha256 = given.pop("sha256", None)
    release = Release(
        reference="R0",
        title="An Album",
        label=given.pop("label", "A Label"),
        release_date=given.pop("release_date", None),
        track_count=given.pop("track_count", 1),
        icpn=given.pop("icpn", None),
        cover=given.pop("cover", None),
    )
    audio = given.pop(
        "audio", (AudioFile(name=f"{n}.wav", location=f"memory:{n}", sha256=sha256),) if sha256 else ()
    )
    fields: dict[str, Any] = {
        "track_id": f"track-{n}",
        "delivery_id": f"delivery-{n}",
        "ern_version": "4.3.2",
        "ern_message_id": f"message-{n}",
        "sender": Party(name=sender),
        "received_at": START + after,
        "resource_reference": "A1",
        "isrc": f"QZAAA26{n:05d}",
        "title": f"Song of the {n}th day",
        "display_artist": "An Artist",
        "duration_s": 200.0,
        "release": release,
        "audio": audio,
        "disclosure": Disclosure(),
    }
    return Track(**(fields | given))
