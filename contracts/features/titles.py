"""Features of titles and artist names.

No feature says which script or language a title is in: ordinary music of the whole world must
look ordinary. Only words that mix look-alike scripts letter by letter count.
"""

from contracts.features.spec import FeatureSpec, Source


def _spec(
    name: str, unit: str, meaning: str, high: str, low: str, *, reason: str, source: Source = Source.TITLES
) -> FeatureSpec:
    missing = "never" if source is Source.TITLES else "the message names no display artist"
    return FeatureSpec(name, unit, meaning, source, missing, reason, high, low)


TITLE_FEATURES: tuple[FeatureSpec, ...] = (
    _spec(
        "title_keywords",
        "terms",
        "search terms for functional content (sleep sounds, white noise, study music …) in the title",
        "The title holds {value:.0f} search term(s) for functional content.",
        "The title holds {value:.0f} search term(s) for functional content.",
        reason="TITLE_KEYWORDS",
    ),
    _spec(
        "title_keyword_share",
        "share",
        "words of the title that belong to such search terms; 0 where only one word does",
        "{value:.0%} of the title's words are search terms.",
        "Only {value:.0%} of the title's words are search terms.",
        reason="TITLE_KEYWORDS",
    ),
    _spec(
        "title_separators",
        "separators",
        "commas, bars, bullets and slashes that string the title's parts together",
        "The title strings {value:.0f} parts together with separators.",
        "The title is one phrase ({value:.0f} separators).",
        reason="TITLE_KEYWORDS",
    ),
    _spec(
        "title_words",
        "words",
        "words of the title",
        "The title is {value:.0f} words long.",
        "The title is {value:.0f} words long.",
        reason="TITLE_KEYWORDS",
    ),
    _spec(
        "title_length",
        "characters",
        "characters of the title, without accents and marks",
        "The title is {value:.0f} characters long.",
        "The title is {value:.0f} characters long.",
        reason="TITLE_KEYWORDS",
    ),
    _spec(
        "title_series",
        "0 or 1",
        "the title ends in a running number without a musical reason (a movement, a part, an opus, a year)",
        "The title is one of a numbered series.",
        "The title carries no running number.",
        reason="TITLE_SERIES",
    ),
    _spec(
        "title_altered_speed",
        "0 or 1",
        "the title says that the recording is sped up, slowed, nightcore, 8D or the like",
        "The title says that this is an altered version (sped up, slowed, nightcore, 8D …).",
        "The title does not speak of an altered version.",
        reason="SPEED_COPY",
    ),
    _spec(
        "title_imitation",
        "0 or 1",
        "the title says that it imitates a known recording (in the style of, type beat, karaoke, tribute)",
        "The title says that it imitates someone else's recording.",
        "The title does not speak of imitating anyone.",
        reason="TITLE_FAMOUS_NAME",
    ),
    _spec(
        "title_famous_names",
        "names",
        "well-known artists named in the title who are neither credited nor named as guests or remixers",
        "The title names {value:.0f} well-known artist(s) without a credit.",
        "The title names no well-known artist who is not credited.",
        reason="TITLE_FAMOUS_NAME",
    ),
    _spec(
        "title_mixed_script_words",
        "words",
        "words of the title that mix look-alike letters of Latin, Greek or Cyrillic",
        "Look-alike letters of different alphabets are mixed in {value:.0f} word(s) of the title.",
        "No word of the title mixes look-alike alphabets.",
        reason="NAME_LOOKALIKE",
    ),
    _spec(
        "artist_mixed_script_words",
        "words",
        "words of the artist name that mix look-alike letters of Latin, Greek or Cyrillic",
        "Look-alike letters of different alphabets are mixed in {value:.0f} word(s) of the artist name.",
        "No word of the artist name mixes look-alike alphabets.",
        reason="NAME_LOOKALIKE",
        source=Source.NAMES,
    ),
    _spec(
        "artist_lookalike",
        "similarity",
        "how close the artist name comes to a well-known name without being it; 0 where it comes near none",
        "The artist name is a near copy of a well-known name (similarity {value:.2f}).",
        "The artist name copies no well-known name.",
        reason="NAME_LOOKALIKE",
        source=Source.NAMES,
    ),
    _spec(
        "artist_keyword_share",
        "share",
        "words of the artist name that are search terms for functional content; 0 where only one word is",
        "{value:.0%} of the artist name's words are search terms.",
        "Only {value:.0%} of the artist name's words are search terms.",
        reason="TITLE_KEYWORDS",
        source=Source.NAMES,
    ),
)
"""Features of titles and names, in the order that models and tables use."""
