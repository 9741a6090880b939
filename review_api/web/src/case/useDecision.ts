import { useState } from "react";
import type { Api } from "../api/client";
import { ProblemError, wordsOf } from "../api/problem";
import type { CaseDetail, ClaimReceipt, Outcome } from "../api/types";
import { isOver } from "../queue/order";
import type { OpenCase } from "./useCase";
import type { Claims } from "./useClaims";
import { useLease } from "./useLease";

export interface Draft {
  outcome: Outcome | null;
  reason: string | null;
  note: string;
}

const UNCLAIMED = "Claim the case first: press C.";

const EMPTY: Draft = { outcome: null, reason: null, note: "" };

export interface DecisionDesk {
  receipt: ClaimReceipt | null;
  draft: Draft;
  busy: boolean;
  problem: string | null;
  claim: () => void;
  release: () => void;
  /** Changes the draft; says so where the case has to be claimed first. */
  choose: (part: Partial<Omit<Draft, "note">>) => void;
  write: (note: string) => void;
  confirm: () => void;
}

/** Claiming, releasing and deciding one case; what went wrong is said in the service's words. */
export function useDecision(
  api: Api,
  opened: OpenCase,
  claims: Claims,
  onChanged: (detail: CaseDetail | null) => void,
): DecisionDesk {
  const [draft, setDraft] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { detail } = opened;
  const id = detail?.id ?? "";
  const receipt = detail && !isOver(detail.status) ? claims.of(id) : null;

  const attempt = async (work: () => Promise<void>) => {
    if (busy || !detail) return;
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(wordsOf(error));
      if (error instanceof ProblemError && error.isConflict) {
        claims.drop(id);
        await opened.reload();
      }
    } finally {
      setBusy(false);
    }
  };

  const claim = () =>
    void attempt(async () => {
      claims.keep(id, await api.claim(id));
      onChanged(null);
      void opened.reload(); // the receipt is enough to decide: no key waits for this
    });
  const release = () =>
    void attempt(async () => {
      if (!receipt) return;
      const after = await api.release(id, receipt.claim_token);
      claims.drop(id);
      opened.show(after);
      onChanged(after);
    });
  const confirm = () => {
    const { outcome, reason, note } = draft;
    if (!receipt) return setProblem(UNCLAIMED);
    if (!outcome || !reason) return setProblem(outcome ? "Choose a reason first." : "Choose an outcome first.");
    return void attempt(async () => {
      const { claim_token, version } = receipt;
      const decided = await api.decide(id, { claim_token, version, outcome, reason_code: reason, note });
      claims.drop(id);
      setDraft(EMPTY);
      opened.show(decided);
      onChanged(decided);
    });
  };
  const renew = async () => {
    if (!receipt) return;
    try {
      claims.keep(id, await api.claim(id, receipt.claim_token));
    } catch (error) {
      setProblem(wordsOf(error));
      if (error instanceof ProblemError && error.isConflict) claims.drop(id);
    }
  };
  useLease(receipt?.lease_until ?? null, () => void renew());

  const choose = (part: Partial<Omit<Draft, "note">>) => {
    if (!receipt) return setProblem(UNCLAIMED);
    setProblem(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const write = (note: string) => setDraft((before) => ({ ...before, note }));
  return { receipt, draft, busy, problem, claim, release, choose, write, confirm };
}
