"""Evidence says what was found and what was declared, in sentences that a moderator can check."""

import pytest

from contracts.disclosure import Disclosure, DisclosureLevel, Facet, FacetDisclosure
from contracts.evidence import AudioExhibit, ChunkScore
from contracts.reasons.registry import REASONS
from contracts.track import Track
from detectors.evidence import (
    contribution_evidence,
    disclosure_evidence,
    fact_evidence,
    held_against,
    named_resemblance,
    parts_evidence,
)
from detectors.models.contribution import Contribution
from detectors.titles.protected import NameIndex
from tests.detectors.tracks import make_track


def declared(level: DisclosureLevel, value: str | None = None, *, carried: bool = True) -> Track:
    return make_track(disclosure=Disclosure(level=level, declared_value=value, carried=carried))


def only(track: Track, probability: float | None = 0.97) -> tuple[str, str]:
    (evidence,) = disclosure_evidence(track, probability, 0.5)
    return evidence.code, evidence.text


def test_declared_none_and_a_trace_contradict() -> None:
    code, text = only(declared(DisclosureLevel.NONE, "None"))
    assert code == "AI_TRACE_DECLARED_NONE"
    assert text == (
        'The delivery declares no AI for the recording ("None"); '
        "the sound carries a neural decoder's trace (AI score 97%)."
    )


def test_a_trace_that_is_unlikely_is_not_said_to_be_there() -> None:
    (found,) = disclosure_evidence(make_track(), 0.47, 0.3)
    assert found.text.endswith("the sound may carry a neural decoder's trace (AI score 47%).")


def test_a_near_copy_of_a_name_says_of_which() -> None:
    found = NameIndex(["Justin Bieber"]).resembled("Jutin Biber")
    said = fact_evidence({"artist_lookalike": 0.83, "title_mixed_script_words": 1.0})
    whose = (
        "The artist name \u201cJutin Biber\u201d is nearly the protected name \u201cJustin Bieber\u201d: "
        "one or two letters away."
    )
    mixed = "Look-alike letters of different alphabets are mixed in 1 word of the title."
    assert {e.text for e in named_resemblance(said, "Jutin Biber", found)} == {whose, mixed}
    assert named_resemblance(said, "Jutin Biber", None) == said


def test_undeclared_is_not_none() -> None:
    code, text = only(declared(DisclosureLevel.UNDECLARED))
    assert code == "AI_TRACE_UNDECLARED"
    assert "declares nothing about AI" in text


def test_a_version_without_a_field_is_said_so() -> None:
    code, text = only(declared(DisclosureLevel.UNDECLARED, carried=False))
    assert code == "AI_TRACE_UNDECLARED"
    assert "ERN 4.3.2) has no field" in text


def test_a_value_that_is_not_allowed_is_quoted_letter_for_letter() -> None:
    _, text = only(declared(DisclosureLevel.UNDECLARED, "{may be}"))
    assert '"{may be}", which is no allowed value' in text


@pytest.mark.parametrize("level", [DisclosureLevel.PARTLY, DisclosureLevel.ALL])
def test_declared_ai_agrees_with_the_sound(level: DisclosureLevel) -> None:
    assert only(declared(level))[0] == "AI_TRACE_DECLARED"


def test_a_declared_contributor_is_a_declaration() -> None:
    facet = FacetDisclosure(facet=Facet.VOCALS, level=DisclosureLevel.ALL)
    track = make_track(disclosure=Disclosure(level=DisclosureLevel.NONE, facets=(facet,)))
    assert only(track)[0] == "AI_TRACE_DECLARED"


def test_a_release_speaks_where_the_recording_is_silent() -> None:
    track = make_track()
    release = track.release.model_copy(update={"disclosure": Disclosure(level=DisclosureLevel.NONE)})
    code, text = only(track.model_copy(update={"release": release}))
    assert code == "AI_TRACE_DECLARED_NONE"
    assert "for the release" in text


@pytest.mark.parametrize("probability", [None, 0.2])
def test_without_a_trace_nothing_is_said(probability: float | None) -> None:
    assert disclosure_evidence(declared(DisclosureLevel.NONE), probability, 0.5) == ()


def test_no_sentence_claims_that_a_machine_made_it() -> None:
    for level in DisclosureLevel:
        assert "made by AI" not in only(declared(level))[1]


@pytest.mark.parametrize(("probability", "said"), [(0.9969, "AI score 99%"), (0.64, "AI score 64%")])
def test_no_sentence_says_that_a_model_is_sure(probability: float, said: str) -> None:
    (evidence,) = disclosure_evidence(declared(DisclosureLevel.NONE), probability, 0.5)
    assert said in evidence.text
    assert evidence.value == probability
    (other,) = contribution_evidence([Contribution("ai_undisclosed", probability, 1.0)])
    assert said in other.text
    assert other.value == probability


def test_contributions_say_high_low_and_unknown() -> None:
    found = contribution_evidence(
        [
            Contribution("sender_tracks_24h", 412.0, 2.5),
            Contribution("sender_age_days", 900.0, -1.0),
            Contribution("sender_short_share_30d", None, 0.3),
        ]
    )
    assert found[0].text == "This sender delivered 412 tracks in the 24 hours before this one."
    assert (found[0].value, found[0].unit, found[0].contribution) == (412.0, "tracks", 2.5)
    assert found[1].code == "NEW_ACCOUNT"
    assert found[2].text.startswith("Not known for this track: ")
    assert (found[2].value, found[2].code) == (None, "NOT_KNOWN")
    assert held_against(found) == ("UPLOAD_BURST",)


def test_facts_stand_beside_a_model_and_are_said_once() -> None:
    features: dict[str, float | None] = {
        "same_file_other_isrcs": 2.0,
        "speed_copy_ratio": 1.25,
        "title_keywords": 5.0,
        "title_altered_speed": 1.0,
        "artist_lookalike": 0.0,
    }
    facts = fact_evidence(features)
    assert [f.feature for f in facts] == [
        "same_file_other_isrcs",
        "speed_copy_ratio",
        "title_keywords",
        "title_altered_speed",
    ]
    assert all(f.contribution is None and f.code in REASONS for f in facts)
    assert [f.feature for f in fact_evidence(features, facts[:3])] == ["title_altered_speed"]


def test_an_ordinary_track_has_no_facts() -> None:
    assert (
        fact_evidence({"speed_copy_ratio": 1.0, "same_file_other_isrcs": None, "title_keywords": 1.0}) == ()
    )


def in_parts(*strengths: float) -> AudioExhibit:
    chunks = tuple(ChunkScore(start_s=5.0 * i, end_s=5.0 * i + 10, z=z) for i, z in enumerate(strengths))
    return AudioExhibit(duration_s=5.0 * len(chunks) + 5, chunks=chunks)


def test_a_trace_throughout_points_to_its_strongest_part() -> None:
    (found,) = parts_evidence(in_parts(5.0, 12.0, 6.0, 7.0))
    assert found.code == "DECODER_TRACE"
    assert found.text == "The trace is there in 4 of 4 parts of 10 s."
    assert (found.start_s, found.end_s, found.value) == (5.0, 15.0, 1.0)


def test_a_trace_in_some_parts_only_is_said_with_the_seconds() -> None:
    (found,) = parts_evidence(in_parts(0.2, 0.1, 0.4, *[9.0] * 12, 0.3, 0.5))
    assert found.code == "DECODER_TRACE_IN_PARTS"
    assert found.text == "The trace is there in 12 of 17 parts of 10 s only: 0:20 to 1:15."
    assert (found.start_s, found.end_s) == (20.0, 75.0)
    assert REASONS[found.code].title


def test_a_faint_trace_is_not_taken_for_a_splice() -> None:
    (found,) = parts_evidence(in_parts(2.8, 3.4, 2.2, 4.1, 2.6, 3.0, 1.9))
    assert found.code == "DECODER_TRACE"
    assert found.text == "The trace is faint: it is there in 3 of 7 parts of 10 s, and comes and goes."
    assert (found.start_s, found.end_s) == (15.0, 25.0)


def test_of_many_passages_the_longest_are_named() -> None:
    (found,) = parts_evidence(in_parts(*[9.0, 9.0, 0.0] * 5, 9.0, 9.0, 9.0))
    assert found.text.endswith("0:00 to 0:10, 0:20 to 0:25, 1:20 to 1:35, and 3 shorter ones.")


def test_a_trace_that_no_part_shows_is_not_called_absent() -> None:
    (found,) = parts_evidence(in_parts(1.0, 2.0))
    assert found.text == "The trace shows over the whole recording only: none of 2 parts shows it by itself."


def test_without_parts_nothing_is_said_of_them() -> None:
    assert parts_evidence(None) == ()
    assert parts_evidence(AudioExhibit(duration_s=10.0)) == ()
