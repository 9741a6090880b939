"""Features of one delivered recording that need neither its sound nor any history."""

from datetime import UTC

from contracts.track import Track
from detectors.uploads.day import SHORT_S
from detectors.uploads.upload import declares_ai

Values = dict[str, float | None]


def delivery_features(track: Track, duration_s: float | None, ai_probability: float | None) -> Values:
    """Length, release and disclosure features of ``contracts.features.deliveries`` by name.

    ``duration_s`` is the length as heard, else as declared; ``ai_probability`` is None where the
    track could not be heard. Nothing declared counts like a declared "none": neither explains an AI
    score. The two are told apart in the evidence.
    """
    short = None if duration_s is None else float(SHORT_S[0] <= duration_s <= SHORT_S[1])
    undisclosed = 0.0 if declares_ai(track) else 1.0
    return {
        "duration_s": duration_s,
        "lasts_30_to_45_s": short,
        "release_tracks": float(track.release.track_count) or None,
        "release_age_days": _release_age_days(track),
        "ai_probability": ai_probability,
        "ai_undisclosed": None if ai_probability is None else ai_probability * undisclosed,
    }


def _release_age_days(track: Track) -> float | None:
    if track.release.release_date is None:
        return None
    return float((track.received_at.astimezone(UTC).date() - track.release.release_date).days)
