"""What loading a policy promises."""

import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.reasons.registry import REASONS
from policy.errors import PolicyInvalidError, PolicyNotReadError
from policy.load import DEFAULT, load, parse

GOOD = """
format: 1
name: small
thresholds:
  ai: {review: 0.5, hold: 0.9}
rules:
  - id: strong
    when: score.ai >= threshold.ai.hold
    action: review
    reason: AI_TRACE_UNDECLARED
    text: Strong trace.
"""


def problems(text: str) -> str:
    with pytest.raises(PolicyInvalidError) as caught:
        parse(text)
    return str(caught.value)


def test_the_default_policy_loads_and_speaks_in_known_reasons() -> None:
    policy = load()
    assert policy.document.name == "default"
    assert {rule.reason for rule in policy.document.rules} <= REASONS.keys()


def test_the_default_policy_never_holds_on_one_score_alone() -> None:
    policy = load()
    for rule in policy.document.rules:
        if rule.action == "hold":
            names = {n for n in policy.conditions.references(rule.when) if not n.startswith("threshold.")}
            assert len(names) > 1, rule.id
            assert any(not name.startswith("score.") for name in names), rule.id


def test_every_problem_is_named_at_once_with_line_rule_and_remedy() -> None:
    text = GOOD.replace("hold: 0.9", "hold: 0.1").replace("AI_TRACE_UNDECLARED", "NO_SUCH")
    text = text.replace(">= threshold.ai.hold", "> 1")
    told = problems(text)
    assert "line 5, thresholds.ai: 'hold' (0.1) lies below 'review' (0.5)." in told
    assert "line 8, rule 'strong', when: at 1:10: found no matching overload" in told
    assert "Write numbers with a decimal point" in told
    assert "line 10, rule 'strong', reason: 'NO_SUCH' is no reason code." in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "action: review",
            "action: allow",
            "'allow' is not possible here. Use one of: label, demote, review",
        ),
        ("action: review", "acton: review", "'acton' is not known here"),
        ("    action: review\n", "", "rule 'strong', action: 'action' is missing. Add it."),
        ("hold: 0.9", "hold: 1.9", "line 5, thresholds.ai.hold"),
        ("hold: 0.9", "hold: .nan", "thresholds.ai.hold"),
        (
            "hold: 0.9",
            "hold: 0.9, hold: 0.95",
            "line 5, thresholds.ai.hold: The key 'hold' stands here twice",
        ),
        ("id: strong", "id: Strong Rule", "is no name"),
        ("format: 1", "format: 2", "2 is not possible here. Use one of: 1"),
        ("name: small", "name: &a small", "Anchors (&) and aliases (*) are not used"),
        (">= threshold.ai.hold", '> 0.5 && disclosure.level == "nome"', "Did you mean 'none'"),
        (">= threshold.ai.hold", '> 0.5 && "DX-CO1" in finding', "can be 'DX-CO1'. Did you mean"),
        (">= threshold.ai.hold", "> 0.5 && score.aii > 0.5", "Did you mean score.ai"),
        ("name: small", "name: [", "This is not YAML"),
        ("name: small", "name: !!python/name:os.system x", "cannot be read"),
        ("rules:", "rules: []\nrulez:", "line 6, rules: There is nothing in it"),
    ],
)
def test_a_wrong_document_says_where_and_what_to_do(old: str, new: str, told: str) -> None:
    assert told in problems(GOOD.replace(old, new, 1))


def test_two_rules_of_one_name_are_refused() -> None:
    text = GOOD + GOOD[GOOD.index("  - id") :]
    assert "There is another rule of this name" in problems(text)


def test_the_hash_is_of_the_content_not_of_the_layout() -> None:
    spaced = "# a comment\n" + GOOD.replace("{review: 0.5, hold: 0.9}", "\n    hold: 0.9\n    review: 0.5")
    assert parse(spaced).sha256 == parse(GOOD).sha256


@pytest.mark.parametrize(
    ("old", "new"),
    [("0.5", "0.51"), ("Strong trace", "Weak trace"), ("action: review", "action: hold"), ("small", "big")],
)
def test_the_hash_changes_with_the_content(old: str, new: str) -> None:
    assert parse(GOOD.replace(old, new)).sha256 != parse(GOOD).sha256


def test_the_hash_is_that_of_the_canonical_json() -> None:
    canonical = (
        '{"description":"","format":1,"name":"small","rules":[{"action":"review","id":"strong",'
        '"reason":"AI_TRACE_UNDECLARED","text":"Strong trace.","when":"score.ai >= threshold.ai.hold"}],'
        '"thresholds":{"ai":{"hold":0.9,"review":0.5}}}'
    )
    assert parse(GOOD).sha256 == hashlib.sha256(canonical.encode()).hexdigest()


def test_an_unreadable_file_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(PolicyNotReadError, match="DEADWAX_POLICY_PATH"):
        load(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"name: caf\xe9")
    with pytest.raises(PolicyNotReadError, match="no UTF-8 text"):
        load(tmp_path / "latin.yaml")


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words"])
def test_what_is_no_policy_at_all_is_said_in_words(text: str) -> None:
    with pytest.raises(PolicyInvalidError) as caught:
        parse(text)
    assert "deadwax policy show" in str(caught.value)
    assert "dictionary" not in str(caught.value)


def test_a_misspelt_reason_is_told_with_those_that_may_be_meant() -> None:
    with pytest.raises(PolicyInvalidError, match="Did you mean AI_TRACE_UNDECLARED"):
        parse(GOOD.replace("AI_TRACE_UNDECLARED", "AI_TRACE_UNDECLRED", 1))


def test_the_default_file_is_the_one_that_is_loaded() -> None:
    assert load(DEFAULT).sha256 == load().sha256


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_policy_or_refused(text: str) -> None:
    with pytest.raises(PolicyInvalidError):
        parse(text)


@settings(deadline=None)
@given(st.integers(0, len(GOOD)), st.text(max_size=5))
def test_a_damaged_document_is_a_policy_or_refused(at: int, extra: str) -> None:
    with contextlib.suppress(PolicyInvalidError):
        assert len(parse(GOOD[:at] + extra + GOOD[at:]).sha256) == 64
