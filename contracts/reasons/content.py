"""Reasons that speak of sound that gives itself away."""

from contracts.reasons.reason import Reason

CONTENT_REASONS: tuple[Reason, ...] = (
    Reason(
        "CONTENT_NOISE",
        "Steady noise",
        "The sound hardly changes from beginning to end. Rain, fans and noise generators sound so, and so do "
        "drones, which are music: listen.",
    ),
    Reason(
        "CONTENT_PADDED",
        "Silence around the sound",
        "Silence before or after the sound makes the file longer. Hidden tracks and silent pieces do so "
        "honestly; to reach 30 seconds it makes a play out of none.",
    ),
    Reason(
        "CONTENT_LOOP",
        "One loop over and over",
        "The recording is one stretch of sound, repeated without a change. Music made of loops changes "
        "something; loops for DJs and for background use do not.",
    ),
    Reason(
        "CONTENT_SLICES",
        "Slices of one recording",
        "Several short tracks begin as the one before ended, in pitch and in level. Live albums and mixes go "
        "on from track to track too, in tracks of different lengths.",
    ),
)
