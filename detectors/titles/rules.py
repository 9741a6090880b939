"""When a title feature is worth saying aloud, whatever a model makes of it."""

from collections.abc import Mapping

_KEYWORDS = 3.0
_STUFFED_SEPARATORS = 5.0
_STUFFED_TERMS = 2.0
_SERIES_TERMS = 1.0


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
        "artist_keyword_share": value("artist_keyword_share") >= 1.0 and terms >= _SERIES_TERMS,
    }
    return tuple(name for name, says in found.items() if says)
