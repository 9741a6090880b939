"""Says in words what a campaign is."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from contracts.reasons.registry import REASONS

_NOUNS = {
    "sender": ("sender", "senders"),
    "label": ("label", "labels"),
    "artist": ("artist name", "artist names"),
    "isrc_prefix": ("ISRC prefix", "ISRC prefixes"),
    "upc_prefix": ("product code prefix", "product code prefixes"),
    "cover": ("front cover", "front covers"),
    "rights_line": ("rights line", "rights lines"),
    "file": ("audio file", "audio files"),
    "recording": ("copied recording", "copied recordings"),
}
_NAMED = ("sender", "label", "isrc_prefix", "rights_line")
_MOST_REASONS = 3


def story(
    tracks: int,
    first: datetime,
    members: Mapping[str, int],
    names: Mapping[str, Sequence[str]],
    reasons: Mapping[str, int],
) -> str:
    """The campaign in one or two sentences.

    ``members`` counts what ties it together by kind, ``names`` names the few of a kind, ``reasons``
    counts tracks by reason code, the commonest first.
    """
    ties = [_tie(kind, members[kind], names.get(kind, ())) for kind in _NOUNS if members.get(kind)]
    if tracks == 1:
        alone = f"One suspicious track alone so far, of {first:%Y-%m-%d}."
        return f"{alone} Others would join it by {_listed(ties)}."
    told = f"{tracks:,} suspicious tracks since {first:%Y-%m-%d}, tied together by {_listed(ties)}."
    common = [f"{REASONS[c].title} ({n:,})" for c, n in list(reasons.items())[:_MOST_REASONS] if c in REASONS]
    return told + (f" Mostly: {'; '.join(common)}." if common else "")


def _tie(kind: str, count: int, names: Sequence[str]) -> str:
    one, many = _NOUNS[kind]
    if kind in _NAMED and names:
        quoted = _listed([f"\u201c{name}\u201d" for name in names])
        return f"the {one if count == 1 else many} {quoted}"
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def _listed(parts: Sequence[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last
