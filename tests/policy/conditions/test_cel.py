"""What the condition language promises."""

import contextlib
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.conditions.cel import LONGEST, CelConditions
from policy.conditions.port import FactType, Truth
from policy.errors import ConditionError

DECLARED = {
    "score.ai": FactType.NUMBER,
    "score.spam": FactType.NUMBER,
    "threshold.ai.hold": FactType.NUMBER,
    "disclosure.level": FactType.TEXT,
    "finding": FactType.TEXTS,
    "track.has_audio": FactType.TRUTH,
}

conditions = CelConditions(DECLARED)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("score.aii > 0.5", "undeclared reference to 'score.aii'"),
        ("score.aii > 0.5", "Did you mean score.ai"),
        ("score.ai > 1", "decimal point"),
        ("score.ai > disclosure.level", "one type only"),
        ("score.ai", "yields double"),
        ("'x'", "yields string"),
        ("score.ai >", "Correct the expression"),
        ("", "Correct the expression"),
        ("has(score.ai)", "yields double"),
        ("score.ai > 0.5 && unknown()", "undeclared reference"),
    ],
)
def test_a_wrong_condition_is_refused_before_any_track_comes(source: str, words: str) -> None:
    with pytest.raises(ConditionError) as caught:
        conditions.check(source)
    assert words in str(caught.value)


VALUES = {"disclosure.level": frozenset({"none", "all"}), "finding": frozenset({"DX-C01"})}


@pytest.mark.parametrize(
    ("source", "passes"),
    [
        ("disclosure.level == 'none'", True),
        ("disclosure.level == 'nome'", False),
        ("disclosure.level in ['none', 'al']", False),
        ("finding.exists(f, f in ['DX-C01'])", True),
        ("finding.exists(f, f in ['DX-C1'])", False),
        ("finding.exists(f, f.startsWith('DX-'))", True),
        ("disclosure.level == 'none' ? score.ai > 0.5 : 'DX-C02' in finding", False),
    ],
)
def test_a_text_that_can_never_match_is_refused(source: str, passes: bool) -> None:  # noqa: FBT001
    strict = CelConditions(DECLARED, VALUES)
    if passes:
        assert strict.check(source) is FactType.TRUTH
    else:
        with pytest.raises(ConditionError, match="can be"):
            strict.check(source)


def test_free_text_may_be_compared_with_anything() -> None:
    free = CelConditions({**DECLARED, "sender.name": FactType.TEXT}, VALUES)
    assert free.check("sender.name == 'Anybody' && disclosure.level == 'none'") is FactType.TRUTH


def test_a_condition_that_is_too_long_is_refused() -> None:
    long = "score.ai > 0.5 || " * (LONGEST // 18) + "score.ai > 0.5" + " " * 20
    with pytest.raises(ConditionError, match="2000 allowed"):
        conditions.check(long)


def test_references_are_the_facts_and_nothing_else() -> None:
    source = "'score.spam' in finding && score.ai > threshold.ai.hold && finding.exists(f, f == 'x')"
    assert conditions.references(source) == {"finding", "score.ai", "threshold.ai.hold"}


def test_a_missing_fact_is_not_false() -> None:
    assert conditions.evaluate("score.spam > 0.5", {"score.ai": 0.9}).truth is Truth.MISSING
    assert conditions.evaluate("!(score.spam > 0.5)", {"score.ai": 0.9}).truth is Truth.MISSING
    assert conditions.evaluate("score.spam > 0.5", {}).missing == ("score.spam",)


@pytest.mark.parametrize("nothing", [None, math.nan])
def test_none_and_nan_are_missing(nothing: float) -> None:
    verdict = conditions.evaluate("score.ai > 0.5", {"score.ai": nothing})
    assert (verdict.truth, verdict.missing) == (Truth.MISSING, ("score.ai",))


def test_what_decides_alone_decides_and_the_gap_is_still_named() -> None:
    facts = {"score.ai": 0.9}
    either = conditions.evaluate("score.ai > 0.5 || score.spam > 0.5", facts)
    both = conditions.evaluate("score.spam > 0.5 && score.ai < 0.5", facts)
    assert (either.truth, either.missing) == (Truth.TRUE, ("score.spam",))
    assert (both.truth, both.missing) == (Truth.FALSE, ("score.spam",))


def test_a_fact_of_the_wrong_type_is_an_error_not_an_answer() -> None:
    verdict = conditions.evaluate("score.ai > 0.5", {"score.ai": "high"})
    assert verdict.truth is Truth.ERROR
    assert verdict.error


def test_a_failing_expression_is_an_error() -> None:
    verdict = conditions.evaluate("1 / 0 > 0", {})
    assert verdict.truth is Truth.ERROR
    assert "divide by zero" in (verdict.error or "")


def test_work_is_bounded() -> None:
    nested = "finding.all(a, finding.all(b, finding.all(c, finding.all(d, finding.all(e, a == a)))))"
    verdict = conditions.evaluate(nested, {"finding": tuple("x" for _ in range(60))})
    assert verdict.truth is Truth.ERROR
    assert "budget" in (verdict.error or "").lower()


numbers = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=False))


@settings(deadline=None)
@given(ai=numbers, spam=numbers)
def test_three_valued_logic_holds_for_all_numbers(ai: float | None, spam: float | None) -> None:
    def known(value: float | None) -> bool | None:
        return None if value is None or math.isnan(value) else value >= 0.5

    a, b = known(ai), known(spam)
    facts = {name: v for name, v in (("score.ai", ai), ("score.spam", spam)) if v is not None}
    conj = conditions.evaluate("score.ai >= 0.5 && score.spam >= 0.5", facts).truth
    disj = conditions.evaluate("score.ai >= 0.5 || score.spam >= 0.5", facts).truth
    if False in (a, b):
        assert conj is Truth.FALSE
    else:
        assert conj is (Truth.MISSING if None in (a, b) else Truth.TRUE)
    if True in (a, b):
        assert disj is Truth.TRUE
    else:
        assert disj is (Truth.MISSING if None in (a, b) else Truth.FALSE)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_compiled_or_refused(source: str) -> None:
    with contextlib.suppress(ConditionError):
        assert conditions.check(source) is FactType.TRUTH
