import type { Ref } from "react";
import type { CaseDetail, Session, Vocabulary } from "../api/types";
import { Card } from "../parts/Card";
import { Key } from "../parts/Key";
import { isOver } from "../queue/order";
import { Closed } from "./Closed";
import { Decide } from "./Decide";
import { Decided } from "./Decided";
import type { DecisionDesk } from "./useDecision";

type Role = Session["user"]["role"];

const DECIDERS: ReadonlySet<Role> = new Set<Role>(["moderator", "lead", "admin"]);
const LEADS: ReadonlySet<Role> = new Set<Role>(["lead", "admin"]);

interface Props {
  detail: CaseDetail;
  vocabulary: Vocabulary;
  desk: DecisionDesk;
  note: Ref<HTMLTextAreaElement>;
  role: Role;
  onNext: () => void;
}

/** Whether a person of this role can decide the case as it stands. */
export function mayDecide(detail: CaseDetail, role: Role): boolean {
  return !isOver(detail.status) && DECIDERS.has(role) && (!detail.escalated || LEADS.has(role));
}

/** The place to decide, or the words that say why one cannot. */
export function Desk({ detail, vocabulary, desk, note, role, onNext }: Props) {
  if (detail.status === "decided") return <Decided detail={detail} vocabulary={vocabulary} onNext={onNext} />;
  if (detail.status === "closed") return <Closed detail={detail} onNext={onNext} />;
  if (mayDecide(detail, role)) {
    return <Decide detail={detail} vocabulary={vocabulary} desk={desk} note={note} />;
  }
  return (
    <Card title="Decision" className="decide">
      <p className="quiet decided">
        {detail.escalated && DECIDERS.has(role)
          ? "This case was escalated: only a lead can decide it."
          : `You can look at cases but not decide them as ${role.replaceAll("_", " ")}.`}
      </p>
      <button className="primary wide" onClick={onNext}>
        Next open case <Key name="n" />
      </button>
    </Card>
  );
}
