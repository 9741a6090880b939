"""Flags as the pipeline would send them: real listening, the real vocabulary and the real policy."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from contracts.disclosure import Disclosure, DisclosureLevel, Facet, FacetDisclosure
from contracts.evidence import Evidence
from contracts.features.registry import FEATURES
from contracts.features.spec import Source
from contracts.finding import Finding, Severity
from contracts.flag import Flag
from contracts.mark import Credentials, FileMarks, Mark, MarkCheck, MarkClaim, MarkKind
from contracts.party import Contributor, Party
from contracts.scored_track import Listening, ListeningStatus, Score, ScoredTrack
from contracts.track import AudioFile, Deal, Release, Track
from detectors.audio.listener import Heard
from detectors.evidence import contribution_evidence, disclosure_evidence
from detectors.models.contribution import Contribution
from policy.decide import decide
from policy.facts import facts_of
from policy.load import load
from policy.stage import flag_of

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

UNHEARD = Heard(
    listening=Listening(status=ListeningStatus.FAILED, reason="The delivery lacks the file."),
    features={},
    exhibit=None,
)

BUSY: Mapping[str, float | None] = {
    "sender_tracks_1h": 64.0,
    "sender_tracks_24h": 812.0,
    "sender_tracks_7d": 3_904.0,
    "sender_tracks_30d": 4_120.0,
    "sender_burst_ratio_24h": 24.6,
    "sender_age_days": 9.0,
    "sender_artists_per_track_30d": 0.97,
    "sender_modal_duration_share_30d": 0.62,
    "label_tracks_24h": 40.0,
    "artist_tracks_24h": 1.0,
    "artist_age_days": 0.0,
    "title_keywords": 4.0,
    "duration_s": 31.0,
}
"""What the upload windows of a mass uploader look like."""

SHARES = (3.1, 1.3, 0.7, -0.4)
"""How much of the log-odds the audio model's leading features contribute."""

LIKELY = 0.5


MARKED = FileMarks(
    file="strong.flac",
    check=MarkCheck.CHECKED,
    credentials=Credentials.BROKEN,
    found=(
        Mark(
            id="suno-text",
            kind=MarkKind.TEXT,
            claim=MarkClaim.ALL,
            place="FLAC comment:description",
            text="made with suno; id=1",
            generator="Suno",
        ),
    ),
)


def audio_file(path: Path) -> AudioFile:
    """The delivered file at ``path``."""
    content = path.read_bytes()
    return AudioFile(
        name=path.name, location=path.as_uri(), size=len(content), sha256=hashlib.sha256(content).hexdigest()
    )


def track(
    number: int, title: str, artist: str, file: AudioFile, level: DisclosureLevel, **given: Any
) -> Track:
    """A recording of an ordinary delivery."""
    facets = (FacetDisclosure(facet=Facet.VOCALS, level=DisclosureLevel.PARTLY, contributor="Vela Moon"),)
    fields: dict[str, Any] = {
        "track_id": f"track-{number}",
        "delivery_id": f"delivery-{number}",
        "ern_version": "4.3.2",
        "ern_message_id": f"MSG-{number:04d}",
        "sender": Party(name="Northlight Distribution", identifiers={"DPID": "PADPIDA2026000102F"}),
        "received_at": NOON + timedelta(minutes=number),
        "resource_reference": "A1",
        "isrc": f"QZDW126{number:05d}",
        "title": title,
        "display_artist": artist,
        "contributors": (
            Contributor(party=Party(name=artist), roles=("MainArtist",), is_display_artist=True),
            Contributor(party=Party(name="R. Okafor"), roles=("Composer", "Lyricist")),
            Contributor(party=Party(name="Studio Ost"), roles=("StudioProducer",)),
        ),
        "language": "en",
        "duration_s": 24.0,
        "sequence": 1,
        "release": Release(
            reference="R0",
            icpn="0199999999991",
            title=title,
            display_artist=artist,
            label="Harbour Lane",
            type="Single",
            genre="Pop",
            release_date=date(2026, 11, 27),
            p_line="(P) 2026 Harbour Lane",
            track_count=1,
        ),
        "deal": Deal(start=NOON + timedelta(days=7), territories=("Worldwide",)),
        "audio": (file,),
        "disclosure": Disclosure(
            level=level,
            declared_value={DisclosureLevel.NONE: "None", DisclosureLevel.PARTLY: "Partly"}.get(level),
            facets=facets if level is DisclosureLevel.PARTLY else (),
        ),
    }
    return Track(**(fields | given))


def contributed(features: Mapping[str, float | None], shares: Mapping[str, float]) -> tuple[Evidence, ...]:
    """Reasons in the vocabulary's own sentences, for the features that are known."""
    return contribution_evidence(
        Contribution(name, features.get(name), share) for name, share in shares.items()
    )


def leading(heard: Heard) -> dict[str, float]:
    """The first audio features of the vocabulary that are known, with shares of the log-odds."""
    known = (
        n for n, spec in FEATURES.items() if spec.source is Source.AUDIO and heard.features.get(n) is not None
    )
    return dict(zip(known, SHARES, strict=False))


def scored(
    recording: Track, heard: Heard, ai: float | None, spam: float, uploads: Mapping[str, float | None] = {}
) -> ScoredTrack:
    """The recording with what was heard and counted."""
    features = {**heard.features, **uploads}
    said = disclosure_evidence(recording, ai, 0.9)
    counted = {name: 2.0 / (place + 1) for place, name in enumerate(uploads)} if spam > LIKELY else {}
    return ScoredTrack(
        track=recording,
        listening=heard.listening,
        scores=(
            Score(
                name="ai",
                probability=ai,
                model="ai-1",
                model_sha256="0a" * 32,
                reason=None if ai is not None else "The file could not be heard.",
                evidence=(*said, *contributed(features, leading(heard))) if ai is not None else (),
            ),
            Score(
                name="spam",
                probability=spam,
                model="spam-1",
                model_sha256="0b" * 32,
                evidence=contributed(features, counted),
            ),
        ),
        features=features,
        exhibit=heard.exhibit,
        pipeline_version="1",
    )


def flagged(track_scored: ScoredTrack, at: datetime) -> Flag:
    """What the default policy makes of it."""
    flag = flag_of(track_scored, decide(load(), facts_of(track_scored), at))
    assert flag is not None, f"the default policy allows {track_scored.track.title}"
    return flag


MISSING_FILE = Finding(
    code="DX-H03",
    severity=Severity.CRITICAL,
    observed="The message names the file A1.wav; the delivery lacks it.",
    expected="Every file that the message names, beside it.",
    fix="Deliver the file, or send an update that does not name it.",
    xpath="/NewReleaseMessage/ResourceList/SoundRecording[1]/TechnicalDetails/File",
    line=48,
)
