"""All title and name features of a track."""

from contracts.track import Track
from detectors.titles.famous import famous_names_in, lookalike
from detectors.titles.keywords import keywords
from detectors.titles.protected import NameIndex
from detectors.titles.shape import (
    is_numbered_series,
    separators,
    speaks_of_altered_speed,
    speaks_of_imitation,
)
from detectors.titles.skeleton import mixed_script_words
from detectors.titles.words import folded, words


def full_title(track: Track) -> str:
    """The title with its version, as a listener would see it."""
    version = (track.version_title or "").strip()
    if not version or folded(version) in folded(track.title):
        return track.title
    return f"{track.title} ({version})"


def credited_names(track: Track) -> tuple[str, ...]:
    """Everyone whom the delivery credits on the recording or its release."""
    people = tuple(c.party.name for c in track.contributors if c.party)
    return (track.display_artist, track.release.display_artist, *people)


def title_features(track: Track, names: NameIndex | None = None) -> dict[str, float | None]:
    """Every feature of ``contracts.features.titles`` by name; ``names`` are those to protect."""
    title = full_title(track)
    spoken = words(title)
    found = keywords(spoken)
    return {
        "title_keywords": float(found.terms),
        "title_keyword_share": found.share,
        "title_separators": float(separators(title)),
        "title_words": float(len(spoken)),
        "title_length": float(len(folded(title))),
        "title_series": float(is_numbered_series(spoken)),
        "title_altered_speed": float(speaks_of_altered_speed(spoken)),
        "title_imitation": float(speaks_of_imitation(spoken)),
        "title_famous_names": float(famous_names_in(title, credited_names(track), names)),
        "title_mixed_script_words": float(mixed_script_words(title)),
        **_name_features(track.display_artist, names),
    }


def _name_features(artist: str, names: NameIndex | None) -> dict[str, float | None]:
    if not artist.strip():
        return dict.fromkeys(("artist_mixed_script_words", "artist_lookalike", "artist_keyword_share"), None)
    return {
        "artist_mixed_script_words": float(mixed_script_words(artist)),
        "artist_lookalike": lookalike(artist, names),
        "artist_keyword_share": keywords(words(artist)).share,
    }
