"""Features of one delivered recording beside its sound and its words: length, file, disclosure."""

from contracts.features.spec import FeatureSpec, Source

_NEVER = "never"
_NO_FILE = "the delivery lacks the file"
_UNHEARD = "the AI model abstained or the file could not be heard"


def _spec(
    name: str, unit: str, meaning: str, high: str, low: str, *, reason: str, missing: str = _NEVER
) -> FeatureSpec:
    return FeatureSpec(name, unit, meaning, Source.DELIVERY, missing, reason, high, low)


def _same_file(noun: str, other: str) -> FeatureSpec:
    return _spec(
        f"same_file_other_{noun}s",
        f"{noun}s",
        f"other {other}s under which the very same file was delivered before",
        f"The very same file was delivered before under {{value:.0f}} other {other}(s).",
        f"The very same file was not delivered before under another {other}.",
        reason="DUPLICATE_FILE",
        missing=_NO_FILE,
    )


DELIVERY_FEATURES: tuple[FeatureSpec, ...] = (
    _spec(
        "duration_s",
        "s",
        "length of the recording as heard, else as declared",
        "The track lasts {value:.0f} seconds.",
        "The track lasts {value:.0f} seconds.",
        reason="SHORT_TRACKS",
        missing="the file could not be heard and the message gives no length",
    ),
    _spec(
        "lasts_30_to_45_s",
        "0 or 1",
        "the recording lasts 30 to 45 seconds, just long enough to be paid as a play",
        "The track is just long enough to be paid as a play (30 to 45 seconds).",
        "The track does not stop just after 30 seconds.",
        reason="SHORT_TRACKS",
        missing="the length is not known",
    ),
    _spec(
        "release_tracks",
        "tracks",
        "recordings on the release",
        "The release holds {value:.0f} tracks.",
        "The release holds {value:.0f} track(s).",
        reason="UPLOAD_BURST",
        missing="the message does not say",
    ),
    _spec(
        "release_age_days",
        "days",
        "days from the release date to the delivery; negative before release, large for back catalogue",
        "The release is new ({value:,.0f} days from release date to delivery).",
        "The release came out {value:,.0f} days before it was delivered: back catalogue.",
        reason="UPLOAD_BURST",
        missing="the message gives no release date",
    ),
    _same_file("isrc", "ISRC"),
    _same_file("artist", "artist name"),
    _same_file("sender", "sender"),
    _spec(
        "speed_copy_ratio",
        "ratio",
        "how much faster than a recording by another artist from another sender this one would be, going by "
        "the lengths, where the title says that it is sped up or slowed, or turns that recording's words "
        "round; 1 where there is no such recording",
        "By its title this is another artist's recording, altered or under turned words; played at "
        "{value:.2f} times the speed, that recording has this length.",
        "No recording of another artist fits this title and length at another speed.",
        reason="SPEED_COPY",
        missing="the length is not known",
    ),
    _spec(
        "ai_probability",
        "probability",
        "the AI audio model's calibrated probability for this track",
        "The sound may carry a neural decoder's trace (AI score {value:.0%}).",
        "The AI score of the sound is only {value:.0%}.",
        reason="AI_TRACE_UPLOADS",
        missing=_UNHEARD,
    ),
    _spec(
        "ai_undisclosed",
        "probability",
        "the AI score where the delivery declares no AI or says nothing of it; 0 where it declares AI",
        "The sound (AI score {value:.0%}) may carry a decoder's trace, and the delivery does not declare AI.",
        "What was heard and what the delivery declares do not contradict each other.",
        reason="AI_TRACE_UPLOADS",
        missing=_UNHEARD,
    ),
    _spec(
        "sender_ai_mean_30d",
        "probability",
        "mean AI score of this sender's heard tracks, last 30 days",
        "Over the last 30 days this sender's tracks had a mean AI score of {value:.0%}.",
        "Over the last 30 days this sender's tracks had a mean AI score of only {value:.0%}.",
        reason="AI_TRACE_UPLOADS",
        missing="no track of this sender was heard in the window",
    ),
    _spec(
        "sender_ai_undisclosed_share_30d",
        "share",
        "this sender's heard tracks with an AI score of at least 0.5 that declared no AI, last 30 days",
        "{value:.0%} of this sender's tracks of the last 30 days carry a trace and do not declare AI.",
        "Only {value:.0%} of this sender's tracks of the last 30 days carry an undeclared decoder's trace.",
        reason="AI_TRACE_UPLOADS",
        missing="fewer than 10 tracks of this sender were heard in the window",
    ),
)
"""Features of the delivery itself."""
