import { type Ref, useEffect, useRef } from "react";
import type { CaseDetail, OutcomeWords, Vocabulary } from "../api/types";
import { Card } from "../parts/Card";
import { Key } from "../parts/Key";
import { Notice } from "../parts/Notice";
import { Claim } from "./Claim";
import { REASON_KEYS } from "./reasonKeys";
import type { DecisionDesk } from "./useDecision";

interface Props {
  detail: CaseDetail;
  vocabulary: Vocabulary;
  desk: DecisionDesk;
  note: Ref<HTMLTextAreaElement>;
}

/** The decision: an outcome, a reason that fits it, a note, and one press to confirm. */
export function Decide({ detail, vocabulary, desk, note }: Props) {
  const { draft, receipt, busy } = desk;
  const chosen = vocabulary.outcomes.find((words) => words.outcome === draft.outcome) ?? null;
  const ready = receipt !== null && chosen !== null && draft.reason !== null;
  return (
    <Card title="Decision" className="decide">
      <Claim detail={detail} desk={desk} />
      {desk.problem && <Notice>{desk.problem}</Notice>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          desk.confirm();
        }}
      >
        <fieldset className="outcomes" disabled={receipt === null || busy}>
          <legend className="hidden-words">Outcome</legend>
          {vocabulary.outcomes.map((words) => (
            <label key={words.outcome} className={`outcome outcome-${words.outcome}`} title={words.explanation}>
              <input
                type="radio"
                name="outcome"
                value={words.outcome}
                checked={draft.outcome === words.outcome}
                onChange={() => desk.choose({ outcome: words.outcome, reason: null })}
              />
              <Key name={words.key} />
              <span>{words.title}</span>
            </label>
          ))}
        </fieldset>
        {chosen && <Reasons chosen={chosen} vocabulary={vocabulary} desk={desk} />}
        <label className="note">
          <span>
            Note <Key name="m" />
          </span>
          <textarea
            ref={note}
            rows={2}
            maxLength={5000}
            value={draft.note}
            placeholder="For the record; optional"
            onChange={(event) => desk.write(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") event.currentTarget.blur();
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) desk.confirm();
            }}
          />
        </label>
        <button className="primary wide" type="submit" disabled={!ready || busy}>
          {confirmWords(receipt !== null, chosen, draft.reason)} {ready && <Key name="enter" />}
        </button>
      </form>
    </Card>
  );
}

function confirmWords(claimed: boolean, chosen: OutcomeWords | null, reason: string | null): string {
  if (!claimed) return "Claim the case to decide it";
  if (!chosen) return "Choose an outcome";
  return reason ? `Confirm: ${chosen.title}` : "Choose a reason";
}

interface ReasonsProps {
  chosen: OutcomeWords;
  vocabulary: Vocabulary;
  desk: DecisionDesk;
}

function Reasons({ chosen, vocabulary, desk }: ReasonsProps) {
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <fieldset className="reason-codes" ref={box} disabled={desk.busy || desk.receipt === null}>
      <legend>{chosen.explanation}</legend>
      {chosen.reason_codes.map((code, index) => {
        const words = vocabulary.reasons.find((reason) => reason.code === code);
        return (
          <label key={code} title={words?.explanation}>
            <input
              type="radio"
              name="reason"
              value={code}
              checked={desk.draft.reason === code}
              onChange={() => desk.choose({ reason: code })}
            />
            {REASON_KEYS[index] && <Key name={REASON_KEYS[index]} />}
            <span>{words?.title ?? code}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
