"""Features that are made of other features."""

from contracts.features.spec import FeatureSpec, Source

CONCLUSION_FEATURES: tuple[FeatureSpec, ...] = (
    FeatureSpec(
        "identity_conflicts",
        "conflicts",
        "how many of these say that the track may be somebody else's: its artist name, its title, its "
        "recording (by file, by sound, or by length under turned or altered words), its ISRC, its profile",
        Source.NAMES,
        "never",
        "NOT_THEIR_OWN",
        "{value:.0f} of artist name, title, recording, ISRC and profile speak of somebody else.",
        "Artist name, title, recording, ISRC and profile speak of nobody else.",
    ),
    FeatureSpec(
        "recording_artists",
        "artists",
        "other artist names under which this recording was delivered before, by its file or close to it by "
        "its sound; 0 also where the sound cannot be told from others",
        Source.DUPLICATES,
        "never",
        "SOUND_COPY",
        "This recording was delivered before under {value:.0f} other artist name(s).",
        "This recording was not delivered before under another artist name.",
    ),
)
"""Conclusions, in the order that models and tables use."""

NOVELTY_OF_UPLOADS = FeatureSpec(
    "upload_novelty",
    "share",
    "share of simulated honest tracks whose uploads, titles and names are less unusual together",
    Source.UPLOADS,
    "never",
    "UNUSUAL_UPLOADS",
    "Uploads, titles and names together are more unusual than those of {value:.1%} of honest tracks.",
    "Uploads, titles and names together are more unusual than those of only {value:.1%} of honest tracks.",
)
"""What the isolation forest says. No model may see it: new is not bad."""
