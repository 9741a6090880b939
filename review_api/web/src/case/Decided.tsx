import type { CaseDetail, Vocabulary } from "../api/types";
import { moment } from "../format/time";
import { Card } from "../parts/Card";
import { Delivered } from "../parts/Delivered";
import { Facts } from "../parts/Facts";
import { Key } from "../parts/Key";

interface Props {
  detail: CaseDetail;
  vocabulary: Vocabulary;
  onNext: () => void;
}

/** How the case was decided, and the way on. */
export function Decided({ detail, vocabulary, onNext }: Props) {
  const decision = detail.decision;
  const outcome = vocabulary.outcomes.find((words) => words.outcome === decision?.outcome);
  const reason = vocabulary.reasons.find((words) => words.code === decision?.reason_code);
  return (
    <Card title="Decision" className="decide">
      <p className="decided" role="status">
        Decided: <strong>{outcome?.title ?? decision?.outcome ?? "outcome not known"}</strong>
      </p>
      {decision && (
        <Facts
          rows={[
            ["Reason", reason?.title ?? decision.reason_code],
            ["By", <Delivered text={decision.by} />],
            ["At", moment(decision.at)],
            decision.note ? ["Note", <Delivered text={decision.note} />] : null,
          ]}
        />
      )}
      <button className="primary wide" onClick={onNext}>
        Next open case <Key name="n" />
      </button>
    </Card>
  );
}
