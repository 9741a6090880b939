"""What decisions promise."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.decision import Action, Decision, RuleOutcome
from contracts.disclosure import DisclosureLevel
from contracts.scored_track import ListeningStatus, ScoredTrack
from policy.compiled import CompiledPolicy
from policy.decide import decide
from policy.facts import facts_of
from policy.load import load
from tests.policy.samples import AT, scored

NONE, PARTLY, ALL = DisclosureLevel.NONE, DisclosureLevel.PARTLY, DisclosureLevel.ALL
UNDECLARED = DisclosureLevel.UNDECLARED


POLICY, AGAIN = load(), load()
AGREED = {"agree_exact": 9.0}
COPY = {
    "sound_copy_share": 0.9,
    "sound_copy_error": 0.15,
    "sound_copy_artists": 0.0,
    "sound_copy_altered": 0.0,
}

# Two shared cores make single examples slow at times.
patient = settings(deadline=None)


@pytest.fixture
def policy() -> CompiledPolicy:
    return POLICY


FIRST = {"sender_tracks_30d": 0.0, "identity_conflicts": 0.0, "title_keywords": 0.0}


def decided(policy: CompiledPolicy, track: ScoredTrack) -> Decision:
    return decide(policy, facts_of(track), AT)


@pytest.mark.parametrize(
    ("track", "action", "rule"),
    [
        (scored(), Action.ALLOW, None),
        (scored(ai=0.95), Action.REVIEW, "ai-undeclared"),
        (scored(ai=0.999), Action.REVIEW, "ai-undeclared"),
        (scored(ai=0.75, level=NONE), Action.REVIEW, "ai-declared-none"),
        (scored(ai=0.99, level=NONE, features=AGREED), Action.HOLD, "ai-declared-none-strong"),
        (scored(ai=0.99, level=NONE, features={"agree_exact": 5.0}), Action.REVIEW, "ai-declared-none"),
        (scored(ai=0.99, level=NONE), Action.REVIEW, "ai-declared-none"),
        (scored(ai=0.5, level=NONE), Action.ALLOW, None),
        (scored(ai=0.99, level=ALL), Action.LABEL, "ai-declared-and-heard"),
        (scored(ai=0.01, level=ALL), Action.LABEL, "ai-declared-all"),
        (scored(ai=0.99, level=PARTLY), Action.LABEL, "ai-declared-partly"),
        (scored(spam=0.85), Action.REVIEW, "spam-pattern"),
        (scored(spam=0.999), Action.REVIEW, "spam-pattern"),
        (scored(spam=0.99, ai=0.95, level=ALL), Action.REVIEW, "spam-pattern"),
        (scored(spam=0.9, ai=0.95, features=FIRST), Action.REVIEW, "ai-undeclared"),
        (scored(spam=0.9, ai=0.95, level=ALL, features=FIRST), Action.REVIEW, "spam-pattern"),
        (scored(spam=0.9, ai=0.1, features=FIRST), Action.REVIEW, "spam-pattern"),
        (scored(spam=0.9, features=FIRST), Action.REVIEW, "spam-pattern"),
        (scored(spam=0.9, ai=0.95, features=FIRST | {"title_keywords": 3.0}), Action.REVIEW, "spam-pattern"),
        (
            scored(spam=0.99, ai=0.95, features={"sender_tracks_24h": 60.0}),
            Action.HOLD,
            "spam-and-ai",
        ),
        (scored(features={"same_file_other_artists": 2.0}), Action.REVIEW, "same-file-other-artist"),
        (scored(features={"artist_lookalike": 0.9}), Action.REVIEW, "name-resembles-protected"),
        (scored(features={"isrc_other_recordings": 2.0}), Action.REVIEW, "isrc-of-others"),
        (scored(features={"title_keywords": 5.0}), Action.REVIEW, "stuffed-title"),
        (
            scored(features={"label_short_share_30d": 0.9, "label_tracks_30d": 12.0}),
            Action.REVIEW,
            "short-tracks",
        ),
        (
            scored(features={"title_series_length": 9.0, "artist_modal_duration_share_30d": 0.9}),
            Action.REVIEW,
            "numbered-slices",
        ),
        (
            scored(features=COPY | {"sound_copy_artists": 1.0}),
            Action.REVIEW,
            "same-sound-other-artist",
        ),
        (
            scored(features=COPY | {"sound_copy_altered": 1.0}),
            Action.REVIEW,
            "altered-copy",
        ),
        (
            scored(
                features=COPY
                | {"sound_copy_share": 0.2, "sound_copy_artists": 1.0, "sound_copy_altered": 1.0}
            ),
            Action.ALLOW,
            None,
        ),
        (
            scored(
                features=COPY
                | {"sound_copy_error": 0.27, "sound_copy_artists": 1.0, "sound_copy_altered": 1.0}
            ),
            Action.ALLOW,
            None,
        ),
        (scored(features={"sound_own_isrcs": 3.0}), Action.REVIEW, "own-sound-many-isrcs"),
        (scored(features={"loop_share": 0.9}), Action.REVIEW, "one-loop"),
        (scored(features={"padded_past_30_s": 1.0}), Action.REVIEW, "padded"),
        (
            scored(features={"steady_noise": 1.0, "title_keywords": 1.0, "duration_s": 61.0}),
            Action.REVIEW,
            "short-noise",
        ),
        (
            scored(features={"steady_noise": 1.0, "title_keywords": 0.0, "duration_s": 61.0}),
            Action.ALLOW,
            None,
        ),
        (scored(features={"slice_joins": 5.0, "duration_s": 31.0}), Action.REVIEW, "slices-by-sound"),
        (scored(features={"slice_joins": 9.0, "duration_s": 200.0}), Action.ALLOW, None),
        (scored(codes=("DX-H01",)), Action.REVIEW, "file-changed"),
        (scored(codes=("DX-C01",), level=NONE), Action.REVIEW, "disclosure-contradicts"),
        (scored(codes=("DX-C03",), level=ALL), Action.REVIEW, "disclosure-contradicts"),
        (scored(codes=("DX-C06",)), Action.REVIEW, "disclosure-contradicts"),
        (scored(codes=("DX-P01",), level=NONE), Action.HOLD, "credentials-against-none"),
        (scored(codes=("DX-P04",), level=NONE), Action.REVIEW, "mark-against-none"),
        (scored(codes=("DX-P03",), level=NONE), Action.REVIEW, "mark-against-none"),
        (scored(ai=0.95, codes=("DX-P04",), level=NONE), Action.HOLD, "mark-and-trace-against-none"),
        (scored(codes=("DX-P04",)), Action.REVIEW, "mark-undeclared"),
        (scored(codes=("DX-P02",)), Action.REVIEW, "mark-undeclared"),
        (scored(codes=("DX-P06",), level=PARTLY), Action.LABEL, "ai-declared-partly"),
        (scored(codes=("DX-P05", "DX-P08"), level=NONE), Action.ALLOW, None),
        (scored(codes=("DX-P07",)), Action.REVIEW, "same-piece-other-name"),
        (scored(codes=("DX-D05", "DX-H02")), Action.ALLOW, None),
        (scored(ai=None, audio=(), heard=ListeningStatus.FAILED), Action.REVIEW, "file-missing"),
        (scored(ai=None, heard=ListeningStatus.FAILED), Action.REVIEW, "not-heard"),
        (scored(ai=None, heard=ListeningStatus.ABSTAINED), Action.ALLOW, None),
    ],
)
def test_the_default_policy(
    policy: CompiledPolicy, track: ScoredTrack, action: Action, rule: str | None
) -> None:
    decision = decided(policy, track)
    matched = [r.rule for r in decision.rules if r.outcome is RuleOutcome.MATCHED]
    assert decision.action is action
    assert (rule in matched) if rule else (matched == [])


def test_an_abstention_is_recorded_as_not_evaluated_with_the_missing_names(policy: CompiledPolicy) -> None:
    decision = decided(policy, scored(ai=None, level=NONE, heard=ListeningStatus.ABSTAINED))
    by_rule = {r.rule: r for r in decision.rules}
    assert by_rule["ai-declared-none"].outcome is RuleOutcome.NOT_EVALUATED
    assert by_rule["ai-declared-none"].missing == ("score.ai",)
    assert by_rule["ai-declared-all"].outcome is RuleOutcome.NOT_MATCHED


def test_where_no_copy_was_found_the_rules_about_copies_know_enough(policy: CompiledPolicy) -> None:
    features = COPY | {"sound_copy_share": 0.0, "sound_copy_error": None}
    by_rule = {r.rule: r for r in decided(policy, scored(features=features)).rules}
    for name in ("same-sound-other-artist", "altered-copy"):
        assert by_rule[name].outcome is RuleOutcome.NOT_MATCHED


def test_a_decision_carries_the_policys_hash_and_every_rule(policy: CompiledPolicy) -> None:
    decision = decided(policy, scored())
    assert decision.policy_sha256 == policy.document.sha256
    assert [r.rule for r in decision.rules] == [r.id for r in policy.document.rules]


probabilities = st.one_of(st.none(), st.floats(0, 1))
levels = st.sampled_from(DisclosureLevel)
codes = st.lists(st.sampled_from(["DX-C01", "DX-H01", "DX-C03", "DX-D01"]), max_size=3).map(tuple)


@patient
@given(ai=probabilities, spam=probabilities, level=levels, found=codes, tracks=st.floats(0, 1000))
def test_the_same_facts_decide_the_same(
    ai: float | None, spam: float | None, level: DisclosureLevel, found: tuple[str, ...], tracks: float
) -> None:
    track = scored(ai=ai, spam=spam, level=level, codes=found, features={"sender_tracks_24h": tracks})
    first, second = decided(POLICY, track), decided(AGAIN, track)
    assert first == second
    later = AT + timedelta(days=1)
    assert first.model_copy(update={"decided_at": later}) == decide(POLICY, facts_of(track), later)


@patient
@given(
    low=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    up=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    level=levels,
    tracks=st.floats(0, 1000),
)
def test_a_stronger_signal_never_gives_a_milder_action(
    low: tuple[float, float], up: tuple[float, float], level: DisclosureLevel, tracks: float
) -> None:
    features: dict[str, float | None] = {"sender_tracks_24h": tracks}
    high = tuple(max(a, b) for a, b in zip(low, up, strict=True))
    weak = decided(POLICY, scored(ai=low[0], spam=low[1], level=level, features=features))
    strong = decided(POLICY, scored(ai=high[0], spam=high[1], level=level, features=features))
    assert strong.action.strength >= weak.action.strength


@patient
@given(ai=st.floats(0, 1), spam=st.floats(0, 1), level=levels)
def test_losing_a_score_never_hardens_the_action(ai: float, spam: float, level: DisclosureLevel) -> None:
    whole = decided(POLICY, scored(ai=ai, spam=spam, level=level))
    for lost in (scored(ai=None, spam=spam, level=level), scored(ai=ai, spam=None, level=level)):
        assert decided(POLICY, lost).action.strength <= whole.action.strength
