import type { CaseDetail } from "../api/types";
import { Card } from "../parts/Card";
import { Key } from "../parts/Key";

const WHY: Record<string, string> = {
  superseded: "The sender delivered the track again with changes. Only its latest revision is judged.",
  withdrawn: "The sender took the track away before anybody decided about it.",
};

/** A case that ended without a decision, with the reason and the way on. */
export function Closed({ detail, onNext }: { detail: CaseDetail; onNext: () => void }) {
  return (
    <Card title="Decision" className="decide">
      <p className="decided" role="status">
        Closed: <strong>{detail.closure === "withdrawn" ? "withdrawn by the sender" : "delivered again"}</strong>
      </p>
      <p className="quiet">{WHY[detail.closure ?? ""] ?? "Nothing is left to decide here."}</p>
      <button className="primary wide" onClick={onNext}>
        Next open case <Key name="n" />
      </button>
    </Card>
  );
}
