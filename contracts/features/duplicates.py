"""Features of the comparison with every recording that was delivered before.

They speak of other owners' recordings: a re-delivery, the recording on a compilation and an owner's own
altered version are no copies. All are missing where a sound cannot be told from others by a fingerprint.
"""

from contracts.features.spec import FeatureSpec, Source

_MISSING = (
    "the file could not be heard, is shorter than 8 s, or is silence, a steady tone or steady noise, "
    "which cannot be told from others"
)


def _spec(name: str, unit: str, meaning: str, high: str, low: str, *, missing: str = _MISSING) -> FeatureSpec:
    return FeatureSpec(name, unit, meaning, Source.DUPLICATES, missing, "SOUND_COPY", high, low)


def _count(noun: str, meaning: str) -> FeatureSpec:
    return _spec(
        f"sound_copy_{noun}s",
        f"{noun}s",
        f"other {meaning}s under which this recording was delivered before by other owners",
        f"The same recording was delivered before under {{value:.0f}} other {meaning}(s).",
        f"The recording was not delivered before under another {meaning}.",
    )


DUPLICATE_FEATURES: tuple[FeatureSpec, ...] = (
    _spec(
        "sound_copy_share",
        "share",
        "share of this track that is one recording of another owner, verified; 0 where there is none",
        "{value:.0%} of this track is another owner's recording.",
        "The sound is no other owner's recording.",
    ),
    _spec(
        "sound_copy_matched_s",
        "s",
        "seconds of this track that are one recording of another owner",
        "{value:.0f} seconds of this track are another owner's recording.",
        "No part of this track is another owner's recording.",
    ),
    _spec(
        "sound_copy_speed",
        "ratio",
        "playing speed against that recording; 1 where there is none",
        "Another owner's recording, played at {value:.2f} times its speed.",
        "Not another owner's recording at another speed.",
    ),
    _spec(
        "sound_copy_semitones",
        "semitones",
        "pitch against that recording, within half an octave; 0 where there is none",
        "Another owner's recording, {value:+.1f} semitones from its pitch.",
        "Not another owner's recording at another pitch.",
    ),
    _spec(
        "sound_copy_altered",
        "0 or 1",
        "whether that recording's speed was changed by 1 % or its pitch by a quarter of a semitone, or more",
        "Another owner's recording at another speed or pitch.",
        "Not another owner's recording at another speed or pitch.",
    ),
    _spec(
        "sound_copy_error",
        "share",
        "share of fingerprint bits that differ from that recording after undoing speed and pitch",
        "{value:.0%} of the fingerprint's bits differ from another owner's recording.",
        "{value:.0%} of the fingerprint's bits differ from another owner's recording.",
        missing=f"there is no such recording, or {_MISSING}",
    ),
    _count("artist", "artist name"),
    _count("sender", "sender"),
    _count("isrc", "ISRC"),
    FeatureSpec(
        "sound_own_isrcs",
        "ISRCs",
        "other ISRCs under which the same owner delivered this whole recording unaltered",
        Source.DUPLICATES,
        _MISSING,
        "SOUND_OWN_ISRCS",
        "The same owner delivered this very recording under {value:.0f} other ISRC(s).",
        "The owner delivered this recording under no other ISRC.",
    ),
)
"""Features of the comparison by sound."""
