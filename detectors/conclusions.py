"""What several features say together."""

from collections.abc import Mapping

from detectors.titles.rules import is_strange

_MOSTLY = 0.5
MOST_COPIED = 0.5
"""The share of a track that has to be somebody's recording for the track to count as a copy."""
CLOSE_COPY = 0.24
"""Copies differ in fewer bits; different pieces made of the same loops may lie between this and 0.28."""


def conclusions(features: Mapping[str, float | None]) -> dict[str, float | None]:
    """Every feature of ``contracts.features.conclusions`` by name, from all others."""
    by_file = features.get("same_file_other_artists") or 0.0
    by_sound = (features.get("sound_copy_artists") or 0.0) if _is_close(features) else 0.0
    return {
        "identity_conflicts": float(sum(conflicts(features).values())),
        "recording_artists": max(by_file, by_sound),
    }


def conflicts(features: Mapping[str, float | None]) -> dict[str, bool]:
    """Which parts of a track's identity speak of somebody else; what is not known speaks of nobody."""

    def value(name: str) -> float:
        return features.get(name) or 0.0

    by_sound = _is_close(features) and (value("sound_copy_artists") > 0 or value("sound_copy_altered") > 0)
    by_length = (features.get("speed_copy_ratio") or 1.0) != 1.0
    borrows = value("sender_foreign_name_share") >= _MOSTLY
    return {
        "name": value("artist_lookalike") > 0 or value("artist_mixed_script_words") > 0,
        "title": value("title_imitation") > 0 or value("title_mixed_script_words") > 0,
        "recording": value("same_file_other_artists") > 0 or by_sound or by_length,
        "ISRC": value("isrc_other_recordings") > 0,
        "profile": borrows or is_strange(features),
    }


def _is_close(features: Mapping[str, float | None]) -> bool:
    """Whether most of the track is one recording of another owner, closer than shared loops are."""
    error = features.get("sound_copy_error")
    return (
        (features.get("sound_copy_share") or 0.0) >= MOST_COPIED and error is not None and error <= CLOSE_COPY
    )
