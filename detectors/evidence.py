"""Turns what was found into sentences that a moderator can check."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from contracts.disclosure import Disclosure, DisclosureLevel
from contracts.evidence import AudioExhibit, Evidence
from contracts.features.registry import FEATURES
from contracts.features.spec import FeatureSpec
from contracts.track import Track
from detectors.audio.passages import PRESENT, passages
from detectors.models.contribution import Contribution
from detectors.names.register import Listing
from detectors.titles.protected import Resemblance
from detectors.titles.rules import noticeable
from detectors.uploads.upload import declares_ai

_NOT_HELD_AGAINST = ("REPUTATION_LISTED", "NEW_ACCOUNT", "UNUSUAL_UPLOADS", "NOT_KNOWN")
_NEARLY_ALL = 0.9
_MOST_PASSAGES = 3
_MORE_LIKELY = 0.5
_FAINT = 1.5
"""Parts without any trace lie below (in the median at 0.8): where the others lie above, it is everywhere."""
_FUNCTIONAL_S = 120.0
"""Services ask two minutes of functional noise."""
_LOOPED = 0.85
"""Of 155 recordings by people none reached 0.6; loops of 2 to 9 s that were copied, 0.93 and more."""
_JOINS, _OWN_ISRCS = 4.0, 2.0
_COPIES = ("same_file_other_isrcs", "same_file_other_artists", "same_file_other_senders")


def contribution_evidence(
    contributions: Iterable[Contribution], vocabulary: Mapping[str, FeatureSpec] = FEATURES
) -> tuple[Evidence, ...]:
    """One evidence for each contribution, in the given order.

    The sentence is the feature's ``high`` where it raised the score and its ``low`` where it lowered
    it. A missing value says that it was not known, since that moved the score as well; it speaks for no
    reason of the feature's.
    """
    return tuple(_contributed(c, vocabulary[c.feature]) for c in contributions)


def _contributed(found: Contribution, spec: FeatureSpec) -> Evidence:
    if found.value is None:
        code, text = "NOT_KNOWN", f"Not known for this track: {spec.meaning}."
    else:
        code, text = (
            spec.reason,
            _sentence(spec.high if found.contribution > 0 else spec.low, _written(found.value, spec)),
        )
    return Evidence(
        code=code,
        text=text,
        value=found.value,
        unit=spec.unit,
        feature=spec.name,
        contribution=found.contribution,
    )


def _sentence(text: str, value: float) -> str:
    """The feature's sentence with its value; ``name(s)`` is one name, or several."""
    return text.format(value=value).replace("(s)", "" if round(value) == 1 else "s")


def _written(value: float, spec: FeatureSpec) -> float:
    return _sure(value) if spec.unit == "probability" else value


def _sure(probability: float) -> float:
    """A probability as it is written: no model is sure, whatever the rounding says."""
    return min(max(probability, 0.01), 0.99)


def fact_evidence(
    features: Mapping[str, float | None],
    said: Sequence[Evidence] = (),
    vocabulary: Mapping[str, FeatureSpec] = FEATURES,
) -> tuple[Evidence, ...]:
    """What stands out by itself, whatever a model makes of it: titles, names and copies.

    Features that ``said`` speaks of already are left out. These facts have no contribution.
    """
    spoken = {evidence.feature for evidence in said}
    copies = [name for name in _COPIES if (features.get(name) or 0.0) > 0]
    if (features.get("speed_copy_ratio") or 1.0) != 1.0:
        copies.append("speed_copy_ratio")
    return tuple(
        Evidence(
            code=spec.reason,
            text=_sentence(spec.high, features[name] or 0.0),
            value=features[name],
            unit=spec.unit,
            feature=name,
        )
        for name in (*copies, *_by_content(features), *noticeable(features))
        if name not in spoken and (spec := vocabulary[name])
    )


def _by_content(features: Mapping[str, float | None]) -> list[str]:
    """What the sound gives away by itself, where it is plain enough to be told."""

    def value(name: str) -> float:
        return features.get(name) or 0.0

    plain = {
        "steady_noise": value("steady_noise") > 0 and value("duration_s") < _FUNCTIONAL_S,
        "padded_past_30_s": value("padded_past_30_s") > 0,
        "loop_share": value("loop_share") >= _LOOPED,
        "slice_joins": value("slice_joins") >= _JOINS,
        "sound_own_isrcs": value("sound_own_isrcs") >= _OWN_ISRCS,
    }
    return [name for name, told in plain.items() if told]


def named_resemblance(
    said: Iterable[Evidence], artist: str, found: Resemblance | None
) -> tuple[Evidence, ...]:
    """The same evidence; what says that the name ``artist`` is nearly a protected one also says which."""
    if found is None:
        return tuple(said)
    names = f"\u201c{artist}\u201d is nearly the protected name \u201c{found.name}\u201d"
    text = f"The artist name {names}: {found.how}."
    return tuple(
        e.model_copy(update={"text": text}) if e.feature == "artist_lookalike" and e.value else e
        for e in said
    )


def parts_evidence(exhibit: AudioExhibit | None) -> tuple[Evidence, ...]:
    """When the sound carries the trace: a sentence, and the seconds to listen to. Nothing without parts."""
    if exhibit is None or not exhibit.chunks:
        return ()
    parts = exhibit.chunks
    over = sum(part.z >= PRESENT for part in parts)
    strongest = max(parts, key=lambda part: part.z)
    code, start, end = "DECODER_TRACE", strongest.start_s, strongest.end_s
    counted = f"{over} of {len(parts)} parts of {strongest.end_s - strongest.start_s:.0f} s"
    found = passages(parts)
    if over == 0:
        text = (
            f"The trace shows over the whole recording only: none of {len(parts)} parts shows it by itself."
        )
    elif over >= _NEARLY_ALL * len(parts):
        text = f"The trace is there in {counted}."
    elif not found or median(part.z for part in parts if part.z < PRESENT) > _FAINT:
        text = f"The trace is faint: it is there in {counted}, and comes and goes."
    else:
        code, (start, end) = "DECODER_TRACE_IN_PARTS", max(found, key=lambda passage: passage[1] - passage[0])
        text = f"The trace is there in {counted} only: {_said(found)}."
    return (Evidence(code=code, text=text, value=over / len(parts), unit="share", start_s=start, end_s=end),)


def attribution_evidence(exhibit: AudioExhibit | None) -> tuple[Evidence, ...]:
    """Whose decoder the trace is like, where that was asked."""
    if exhibit is None or exhibit.attribution is None:
        return ()
    return (Evidence(code="DECODER_KIND", text=exhibit.attribution.text),)


def _said(found: Sequence[tuple[float, float]]) -> str:
    """The longest passages in words, in order of time."""
    longest = sorted(sorted(found, key=lambda p: p[0] - p[1])[:_MOST_PASSAGES])
    said = ", ".join(f"{_clock(start)} to {_clock(end)}" for start, end in longest)
    more = len(found) - len(longest)
    return said + (f", and {more} shorter {'one' if more == 1 else 'ones'}" if more else "")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def reputation_evidence(listings: Iterable[Listing]) -> tuple[Evidence, ...]:
    """What lists say about the artist name: an opinion beside everything else, which nothing decides by."""
    return tuple(
        Evidence(
            code="REPUTATION_LISTED",
            text=(
                f"The name is on the list \u201c{found.title}\u201d ({found.source}), imported on "
                f"{found.imported_at.date()}, good until {found.expires_at.date()}. A list is an opinion."
            ),
        )
        for found in listings
    )


def held_against(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The codes of what speaks against a track: not what lowered its score, no opinion, and no age."""
    against = (e.code for e in evidence if e.contribution is None or e.contribution > 0)
    return tuple(dict.fromkeys(code for code in against if code not in _NOT_HELD_AGAINST))


def disclosure_evidence(track: Track, ai_probability: float | None, threshold: float) -> tuple[Evidence, ...]:
    """What the delivery declares beside what was heard; nothing where no trace was heard.

    ``threshold`` is the AI score from which a trace counts as heard. An album's declaration speaks
    for its recordings only where they declare nothing themselves.
    """
    if ai_probability is None or ai_probability < threshold:
        return ()
    carries = "carries" if ai_probability >= _MORE_LIKELY else "may carry"
    heard = f"the sound {carries} a neural decoder's trace (AI score {_sure(ai_probability):.0%})"
    own, release = track.disclosure, track.release.disclosure
    silent = own.level is DisclosureLevel.UNDECLARED and release.level is not DisclosureLevel.UNDECLARED
    spoken = release if silent else own
    code, declared = _declared(track, spoken, "recording" if spoken is own else "release")
    return (Evidence(code=code, text=f"{declared}; {heard}.", value=ai_probability, unit="probability"),)


def _declared(track: Track, disclosure: Disclosure, where: str) -> tuple[str, str]:
    """The reason code and the beginning of the sentence."""
    said = disclosure.declared_value or disclosure.level.value
    if disclosure.level in (DisclosureLevel.PARTLY, DisclosureLevel.ALL):
        return "AI_TRACE_DECLARED", f'The delivery declares AI for the {where} ("{said}")'
    if declares_ai(track):
        return "AI_TRACE_DECLARED", "The delivery declares AI for a part or a contributor"
    if disclosure.level is DisclosureLevel.NONE:
        return "AI_TRACE_DECLARED_NONE", f'The delivery declares no AI for the {where} ("{said}")'
    if disclosure.declared_value:
        return "AI_TRACE_UNDECLARED", f'The delivery declares "{said}", which is no allowed value'
    if not disclosure.carried:
        version = f"The delivery's message version (ERN {track.ern_version})"
        return "AI_TRACE_UNDECLARED", f"{version} has no field to declare AI, so nothing is declared"
    return "AI_TRACE_UNDECLARED", "The delivery declares nothing about AI"
