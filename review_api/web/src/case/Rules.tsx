import type { Flag, RuleResult, Vocabulary } from "../api/types";
import { moment } from "../format/time";
import { actionWords } from "../format/words";
import { Badge } from "../parts/Badge";
import { Card } from "../parts/Card";
import { Delivered } from "../parts/Delivered";

const ACTIONS: readonly string[] = ["allow", "label", "demote", "review", "hold"];

/** Which rules of the policy matched, and which could not be asked because something was missing. */
export function Rules({ flag, vocabulary }: { flag: Flag; vocabulary: Vocabulary }) {
  const { decision } = flag;
  const of = (outcome: RuleResult["outcome"]) => (decision.rules ?? []).filter((rule) => rule.outcome === outcome);
  const strength = (rule: RuleResult) => ACTIONS.indexOf(rule.action);
  const matched = of("matched").sort((a, b) => strength(b) - strength(a));
  const [unasked, rest] = [of("not_evaluated"), of("not_matched")];
  const inWords = (name: string) => factWords(name, vocabulary);
  return (
    <Card
      title="Policy"
      aside={
        <span className="quiet" title={`SHA-256 ${decision.policy_sha256}, decided ${moment(decision.decided_at)}`}>
          {decision.policy} · {decision.policy_sha256.slice(0, 8)}
        </span>
      }
    >
      <ul className="rules">
        {matched.map((rule) => (
          <li key={rule.rule}>
            <Badge tone={rule.action}>{actionWords(rule.action)}</Badge>
            <span>
              <Delivered text={rule.text} otherwise={rule.rule} /> <code className="quiet">{rule.rule}</code>
            </span>
          </li>
        ))}
        {unasked.map((rule) => (
          <li key={rule.rule} className="unasked">
            <Badge tone="unknown">Not evaluated</Badge>
            <span>
              <Delivered text={rule.text} otherwise={rule.rule} /> <code className="quiet">{rule.rule}</code>
              <span className="second">{unaskedWords(rule, inWords)}</span>
            </span>
          </li>
        ))}
      </ul>
      {matched.length === 0 && <p className="quiet">No rule is recorded as matched.</p>}
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} rules did not match</summary>
          <ul className="rules">
            {rest.map((rule) => (
              <li key={rule.rule} className="quiet">
                <span>
                  <Delivered text={rule.text} otherwise={rule.rule} /> <code>{rule.rule}</code>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

/** What a fact of the policy is called in words: `feature.x` by its meaning, `score.x` as a score. */
function factWords(name: string, vocabulary: Vocabulary): string {
  const [kind, ...rest] = name.split(".");
  const inner = rest.join(".");
  if (kind === "feature") return vocabulary.features.find((one) => one.name === inner)?.meaning ?? name;
  if (kind === "score") return `the ${inner === "ai" ? "AI" : inner} score`;
  return name.replaceAll(/[._]/g, " ");
}

function unaskedWords(rule: RuleResult, inWords: (name: string) => string): string {
  const missing = (rule.missing ?? []).map(inWords);
  if (missing.length > 0) return `Not known: ${missing.join("; ")}.`;
  return rule.problem ? `The rule failed: ${rule.problem}` : "What was missing is not recorded.";
}
