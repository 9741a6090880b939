"""Features of sound that gives itself away: steady noise, padding, loops, slices of one recording."""

from contracts.features.spec import FeatureSpec, Source

_UNHEARD = "the file could not be heard"
_SHORT = f"{_UNHEARD}, or is shorter than 12 s"


def _spec(
    name: str, unit: str, meaning: str, high: str, low: str, *, reason: str, missing: str = _UNHEARD
) -> FeatureSpec:
    return FeatureSpec(name, unit, meaning, Source.DUPLICATES, missing, reason, high, low)


CONTENT_FEATURES: tuple[FeatureSpec, ...] = (
    _spec(
        "steady_noise",
        "0 or 1",
        "the sound hardly changes from beginning to end, as rain, a fan and a noise generator do not",
        "The sound hardly changes from beginning to end: steady noise, or a drone.",
        "The sound changes, as music does.",
        reason="CONTENT_NOISE",
        missing=f"{_UNHEARD}, or is shorter than 8 s",
    ),
    _spec(
        "edge_silence_s",
        "s",
        "seconds under -60 dBFS before the first sound and after the last",
        "{value:.0f} seconds before the first sound and after the last are silent.",
        "{value:.0f} seconds before the first sound and after the last are silent.",
        reason="CONTENT_PADDED",
    ),
    _spec(
        "padded_past_30_s",
        "0 or 1",
        "the file lasts 30 seconds or more, and fewer lie between its first sound and its last",
        "Without the silence around it the sound lasts fewer than the 30 seconds that are paid as a play.",
        "The sound does not need silence around it to last 30 seconds.",
        reason="CONTENT_PADDED",
    ),
    _spec(
        "loop_share",
        "share",
        "share of the recording that is what sounded one loop before, all over again",
        "{value:.0%} of the recording is one loop that comes again and again without a change.",
        "The recording is no single loop ({value:.0%} comes again without a change).",
        reason="CONTENT_LOOP",
        missing=_SHORT,
    ),
    _spec(
        "loop_s",
        "s",
        "after how many seconds that comes again, or a multiple of it",
        "After {value:.0f} seconds the recording begins again.",
        "After {value:.0f} seconds parts of the recording come again.",
        reason="CONTENT_LOOP",
        missing=_SHORT,
    ),
    _spec(
        "slice_joins",
        "joins",
        "how many of this artist's short tracks in a row, this one included, begin as the one before ended; "
        "0 where fewer than half of them do, or the track lasts two minutes or more",
        "{value:.0f} of this artist's last short tracks begin as the track before ended, as slices of one "
        "recording do.",
        "The track does not go on where another ended.",
        reason="CONTENT_SLICES",
    ),
)
"""Features of the content, in order. No model sees them: its training has no sound."""
