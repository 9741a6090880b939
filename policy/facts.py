"""What a policy may ask about a track."""

from collections.abc import Mapping
from types import MappingProxyType

from contracts.disclosure import DisclosureLevel, Facet
from contracts.features.registry import FEATURES
from contracts.finding import Severity
from contracts.mark import Credentials, MarkCheck, MarkClaim
from contracts.reasons.disclosure import DISCLOSURE_REASONS
from contracts.scored_track import ListeningStatus, ScoredTrack
from policy.conditions.port import FactType, FactValue

Facts = Mapping[str, FactValue]

_FIXED: Mapping[str, FactType] = MappingProxyType(
    {
        "disclosure.level": FactType.TEXT,
        "disclosure.carried": FactType.TRUTH,
        "disclosure.ai_facets": FactType.TEXTS,
        "disclosure.release_level": FactType.TEXT,
        "finding": FactType.TEXTS,
        "critical_finding": FactType.TEXTS,
        "mark.check": FactType.TEXT,
        "mark.claims": FactType.TEXTS,
        "mark.credentials": FactType.TEXTS,
        "mark.generators": FactType.TEXTS,
        "listening.status": FactType.TEXT,
        "listening.reason": FactType.TEXT,
        "listening.duration_s": FactType.NUMBER,
        "sender.name": FactType.TEXT,
        "sender.dpid": FactType.TEXT,
        "track.isrc": FactType.TEXT,
        "track.title": FactType.TEXT,
        "track.display_artist": FactType.TEXT,
        "track.label": FactType.TEXT,
        "track.genre": FactType.TEXT,
        "track.ern_version": FactType.TEXT,
        "track.duration_s": FactType.NUMBER,
        "track.has_audio": FactType.TRUTH,
        "track.is_instrumental": FactType.TRUTH,
    }
)

_LEVELS = frozenset(level.value for level in DisclosureLevel)
_FINDINGS = frozenset(reason.code for reason in DISCLOSURE_REASONS)

POSSIBLE_TEXTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "disclosure.level": _LEVELS,
        "disclosure.release_level": _LEVELS,
        "disclosure.ai_facets": frozenset(facet.value for facet in Facet),
        "finding": _FINDINGS,
        "critical_finding": _FINDINGS,
        "mark.check": frozenset(check.value for check in MarkCheck),
        "mark.claims": frozenset(claim.value for claim in MarkClaim),
        "mark.credentials": frozenset(outcome.value for outcome in Credentials),
        "listening.status": frozenset(status.value for status in ListeningStatus),
    }
)
"""All texts that these facts can hold; the others hold free text."""

_DECLARED_AI = (DisclosureLevel.PARTLY, DisclosureLevel.ALL)


def declared_facts(thresholds: Mapping[str, Mapping[str, float]]) -> dict[str, FactType]:
    """Return every fact that a policy with these thresholds may name, with its type.

    Scores are those that the policy has thresholds for; features are those of the vocabulary.
    """
    declared = dict(_FIXED)
    for score, named in thresholds.items():
        declared[f"score.{score}"] = FactType.NUMBER
        declared |= {f"threshold.{score}.{name}": FactType.NUMBER for name in named}
    return declared | {f"feature.{name}": FactType.NUMBER for name in FEATURES}


def facts_of(scored: ScoredTrack) -> dict[str, FactValue]:
    """Return what is known of a track. What is not known is left out, never filled in."""
    facts = {
        **_declaration(scored),
        **_marks(scored),
        **_sound(scored),
        **_names(scored),
        **{f"score.{score.name}": score.probability for score in scored.scores},
        **{f"feature.{name}": value for name, value in scored.features.items()},
    }
    return {name: value for name, value in facts.items() if value is not None}


def _declaration(scored: ScoredTrack) -> dict[str, FactValue | None]:
    track = scored.track
    ai_facets = {f.facet.value for f in track.disclosure.facets if f.level in _DECLARED_AI}
    critical = {f.code for f in track.findings if f.severity is Severity.CRITICAL}
    return {
        "disclosure.level": track.disclosure.level.value,
        "disclosure.carried": track.disclosure.carried,
        "disclosure.ai_facets": tuple(sorted(ai_facets)),
        "disclosure.release_level": track.release.disclosure.level.value,
        "finding": tuple(sorted({finding.code for finding in track.findings})),
        "critical_finding": tuple(sorted(critical)),
    }


def _marks(scored: ScoredTrack) -> dict[str, FactValue | None]:
    marks = scored.track.marks
    if marks.check is MarkCheck.NOT_CHECKED:
        # Nothing was looked for: an empty list would read as "none there".
        return {"mark.check": marks.check.value}
    return {
        "mark.check": marks.check.value,
        "mark.claims": tuple(sorted({mark.claim.value for mark in marks.found})),
        "mark.credentials": tuple(sorted({file.credentials.value for file in marks.files})),
        "mark.generators": tuple(sorted({mark.generator for mark in marks.found if mark.generator})),
    }


def _sound(scored: ScoredTrack) -> dict[str, FactValue | None]:
    listening = scored.listening
    return {
        "listening.status": listening.status.value,
        "listening.reason": listening.reason,
        "listening.duration_s": listening.duration_s,
        "track.has_audio": scored.track.sound is not None,
        "track.duration_s": scored.track.duration_s,
    }


def _names(scored: ScoredTrack) -> dict[str, FactValue | None]:
    track = scored.track
    return {
        "sender.name": track.sender.name,
        "sender.dpid": track.sender.identifiers.get("DPID"),
        "track.isrc": track.isrc,
        "track.title": track.title,
        "track.display_artist": track.display_artist,
        "track.label": track.release.label,
        "track.genre": track.release.genre,
        "track.ern_version": track.ern_version,
        "track.is_instrumental": track.is_instrumental,
    }
