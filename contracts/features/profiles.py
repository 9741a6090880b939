"""Features that hold a track against what is known of its artist's name, its ISRC and its title's words."""

from contracts.features.spec import FeatureSpec, Source

_NEW_ARTIST = "the artist name was never delivered before"
_NEW_PREFIX = "the recording has no well-formed ISRC, or its prefix was never delivered before"


def _spec(
    name: str, unit: str, meaning: str, high: str, low: str, *, reason: str, missing: str, source: Source
) -> FeatureSpec:
    return FeatureSpec(name, unit, meaning, source, missing, reason, high, low)


def _artist_share(name: str, what: str, own: str, missing: str = _NEW_ARTIST) -> FeatureSpec:
    return _spec(
        f"artist_{name}_share",
        "share",
        f"earlier tracks under this artist name that {what}",
        f"{{value:.0%}} of the earlier tracks under this artist name {own}.",
        f"Only {{value:.0%}} of the earlier tracks under this artist name {own}.",
        reason="WRONG_PROFILE",
        missing=missing,
        source=Source.NAMES,
    )


PROFILE_FEATURES: tuple[FeatureSpec, ...] = (
    _spec(
        "artist_known_tracks",
        "tracks",
        "tracks that were ever delivered under this artist name before this one",
        "{value:,.0f} tracks came under this artist name before.",
        "{value:,.0f} tracks came under this artist name before.",
        reason="WRONG_PROFILE",
        missing="the message names no display artist",
        source=Source.NAMES,
    ),
    _artist_share("sender", "this sender delivered", "came from this sender"),
    _artist_share("label", "came on this label", "came on this label"),
    _artist_share(
        "genre",
        "are of this release's genre",
        "are of this genre",
        f"{_NEW_ARTIST}; or no genre is given, now or before",
    ),
    _artist_share(
        "language",
        "are in this recording's language",
        "are in this language",
        f"{_NEW_ARTIST}; or no language is given, now or before",
    ),
    _spec(
        "artist_idle_days",
        "days",
        "days since the last track under this artist name",
        "Nothing came under this artist name for {value:,.0f} days.",
        "The last track under this artist name came {value:,.0f} days ago.",
        reason="WRONG_PROFILE",
        missing=_NEW_ARTIST,
        source=Source.NAMES,
    ),
    _spec(
        "sender_foreign_names",
        "names",
        "artist names that this sender first used on a recording unknown so far, while they were known from "
        "other senders on other labels",
        "This sender used {value:,.0f} artist names that were known from others on other labels.",
        "This sender used {value:,.0f} artist names that were known from others on other labels.",
        reason="WRONG_PROFILE",
        missing="the message names no display artist",
        source=Source.NAMES,
    ),
    _spec(
        "sender_foreign_name_share",
        "share",
        "this sender's artist names that it first used on a recording unknown so far, while they were known "
        "from other senders on other labels",
        "{value:.0%} of this sender's artist names were known from others on other labels.",
        "Only {value:.0%} of this sender's artist names were known from others on other labels.",
        reason="WRONG_PROFILE",
        missing="the message names no display artist, or the sender has used fewer than 3",
        source=Source.NAMES,
    ),
    _spec(
        "isrc_other_recordings",
        "recordings",
        "other recordings, by title words, artist and length, that were delivered under this very ISRC",
        "This very ISRC was used before for {value:.0f} other recording(s).",
        "No other recording was delivered under this ISRC.",
        reason="ISRC_REUSED",
        missing="the recording has no well-formed ISRC",
        source=Source.DELIVERY,
    ),
    _spec(
        "isrc_prefix_sender_share",
        "share",
        "earlier tracks with this ISRC prefix that this sender delivered",
        "{value:.0%} of the earlier tracks with this ISRC prefix came from this sender.",
        "Only {value:.0%} of the earlier tracks with this ISRC prefix came from this sender.",
        reason="ISRC_REUSED",
        missing=_NEW_PREFIX,
        source=Source.DELIVERY,
    ),
    _spec(
        "title_permutations",
        "titles",
        "earlier titles of this sender with the same words in another order",
        "This sender delivered the same title words in {value:.0f} other order(s).",
        "This sender did not deliver the same title words in another order.",
        reason="TITLES_REPEATED",
        missing="the title has fewer than 2 words",
        source=Source.TITLES,
    ),
    _spec(
        "title_series_length",
        "tracks",
        "earlier tracks of this sender whose titles differ from this one's only in the running number",
        "This sender delivered {value:,.0f} more titles of the same numbered series.",
        "This sender delivered {value:,.0f} more titles of the same numbered series.",
        reason="TITLE_SERIES",
        missing="the title carries no running number",
        source=Source.TITLES,
    ),
)
"""What is known of names, identifiers and words, in the order that models and tables use."""
