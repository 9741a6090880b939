import { useCallback, useMemo, useState } from "react";
import type { ClaimReceipt } from "../api/types";

/** The claims of this window: their tokens are given once and live nowhere else. */
export interface Claims {
  of: (caseId: string) => ClaimReceipt | null;
  keep: (caseId: string, receipt: ClaimReceipt) => void;
  drop: (caseId: string) => void;
}

export function useClaims(): Claims {
  const [held, setHeld] = useState<ReadonlyMap<string, ClaimReceipt>>(new Map());
  const keep = useCallback((caseId: string, receipt: ClaimReceipt) => {
    setHeld((before) => new Map(before).set(caseId, receipt));
  }, []);
  const drop = useCallback((caseId: string) => {
    setHeld((before) => {
      const after = new Map(before);
      after.delete(caseId);
      return after;
    });
  }, []);
  return useMemo(() => ({ of: (caseId) => held.get(caseId) ?? null, keep, drop }), [held, keep, drop]);
}
