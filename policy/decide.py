"""Decides about a track. Pure: the same policy, facts and time give the same decision, always."""

from collections.abc import Mapping
from datetime import datetime

from contracts.decision import Action, Decision, RuleOutcome, RuleResult
from policy.compiled import CompiledPolicy
from policy.conditions.port import FactValue, Truth
from policy.document import Rule
from policy.facts import Facts

_OUTCOMES: Mapping[Truth, RuleOutcome] = {
    Truth.TRUE: RuleOutcome.MATCHED,
    Truth.FALSE: RuleOutcome.NOT_MATCHED,
    Truth.MISSING: RuleOutcome.NOT_EVALUATED,
    Truth.ERROR: RuleOutcome.NOT_EVALUATED,
}


def decide(policy: CompiledPolicy, facts: Facts, decided_at: datetime) -> Decision:
    """Return the strongest action of the rules that match; ``allow`` where none does.

    Every rule's outcome is kept, with the names of the facts that it looked at and did not find.
    """
    known: dict[str, FactValue] = {**facts, **policy.threshold_facts}
    results = tuple(_result(policy, rule, known) for rule in policy.document.rules)
    matched = [result.action for result in results if result.outcome is RuleOutcome.MATCHED]
    return Decision(
        action=max(matched, key=lambda action: action.strength, default=Action.ALLOW),
        policy=policy.document.name,
        policy_sha256=policy.sha256,
        rules=results,
        decided_at=decided_at,
    )


def _result(policy: CompiledPolicy, rule: Rule, facts: Facts) -> RuleResult:
    verdict = policy.conditions.evaluate(rule.when, facts)
    return RuleResult(
        rule=rule.id,
        outcome=_OUTCOMES[verdict.truth],
        action=rule.action,
        reason=rule.reason,
        text=rule.text,
        missing=verdict.missing,
        problem=verdict.error,
    )
