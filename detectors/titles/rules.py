"""When a title feature is worth saying aloud, whatever a model makes of it."""

from collections.abc import Mapping

_KEYWORDS = 3.0
_STUFFED_SEPARATORS = 5.0
_STUFFED_TERMS = 2.0
_SERIES_TERMS = 1.0
_PERMUTATIONS = 4.0
_KNOWN_TRACKS = 5.0
_IDLE_DAYS = 365.0


def noticeable(features: Mapping[str, float | None]) -> tuple[str, ...]:
    """The names of the title features that stand out by themselves, in the vocabulary's order.

    Held against thousands of ordinary tracks: all of them together speak up on fewer than 1 in 200.
    """

    def value(name: str) -> float:
        return features.get(name) or 0.0

    terms = value("title_keywords")
    found = {
        "title_keywords": terms >= _KEYWORDS,
        "title_separators": value("title_separators") >= _STUFFED_SEPARATORS and terms >= _STUFFED_TERMS,
        "title_series": value("title_series") > 0 and terms >= _SERIES_TERMS,
        "title_altered_speed": value("title_altered_speed") > 0,
        "title_imitation": value("title_imitation") > 0,
        "title_famous_names": value("title_famous_names") > 0 and value("title_imitation") > 0,
        "title_mixed_script_words": value("title_mixed_script_words") > 0,
        "artist_mixed_script_words": value("artist_mixed_script_words") > 0,
        "artist_lookalike": value("artist_lookalike") > 0,
        "title_permutations": value("title_permutations") >= _PERMUTATIONS,
        "isrc_other_recordings": value("isrc_other_recordings") > 0,
        "artist_sender_share": is_strange(features),
        "artist_keyword_share": value("artist_keyword_share") >= 1.0 and terms >= _SERIES_TERMS,
    }
    return tuple(name for name, says in found.items() if says)


def is_strange(features: Mapping[str, float | None]) -> bool:
    """Whether a known name comes from nobody who had it, and unlike it or after a long silence.

    What is not known is not strange.
    """
    if (features.get("artist_known_tracks") or 0.0) < _KNOWN_TRACKS:
        return False
    elsewhere = features.get("artist_sender_share") == 0.0 and features.get("artist_label_share") == 0.0
    unlike = features.get("artist_genre_share") == 0.0 or features.get("artist_language_share") == 0.0
    return elsewhere and (unlike or (features.get("artist_idle_days") or 0.0) > _IDLE_DAYS)
