"""Reasons that speak of recordings that were delivered before, known by their sound."""

from contracts.reasons.reason import Reason

DUPLICATE_REASONS: tuple[Reason, ...] = (
    Reason(
        "SOUND_COPY",
        "Same recording as another owner's",
        "The sound is, wholly or in part, a recording that was delivered before under another artist's name, "
        "perhaps at another speed or pitch. Listen to both. Leased beats, sample packs and public-domain "
        "recordings are shared honestly, and who delivered first need not be the owner.",
    ),
    Reason(
        "SOUND_OWN_VERSION",
        "The owner's own recording again",
        "The sound is a recording that the same owner delivered before: a re-delivery, an edition, a "
        "compilation, or an official version at another speed. That is no fault.",
    ),
    Reason(
        "SOUND_OWN_ISRCS",
        "One recording under several ISRCs of its owner",
        "A recording has one ISRC. Albums that hold one recording many times over, and takedowns that are to "
        "be forgotten, give it several; a master that was given a second one by mistake does too.",
    ),
)
