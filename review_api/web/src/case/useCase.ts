import { useCallback, useEffect, useRef, useState } from "react";
import type { Api } from "../api/client";
import { wordsOf } from "../api/problem";
import type { CaseDetail } from "../api/types";

export interface OpenCase {
  detail: CaseDetail | null;
  problem: string | null;
  show: (detail: CaseDetail) => void;
  reload: () => Promise<void>;
}

/** One case, fetched when it opens and again when a person comes back to the window. */
export function useCase(api: Api, id: string): OpenCase {
  const [detail, setDetail] = useState<CaseDetail | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef(0);

  const show = useCallback((shown: CaseDetail) => {
    asked.current += 1;
    setDetail(shown);
  }, []);
  const load = useCallback(
    async (signal?: AbortSignal) => {
      const turn = (asked.current += 1);
      try {
        const fetched = await api.case(id, signal);
        // An answer to an older question must not undo what was shown since.
        if (turn !== asked.current) return;
        setDetail(fetched);
        setProblem(null);
      } catch (error) {
        if (!signal?.aborted) setProblem(wordsOf(error));
      }
    },
    [api, id],
  );
  useEffect(() => {
    const ended = new AbortController();
    void load(ended.signal);
    const onFocus = () => void load(ended.signal);
    window.addEventListener("focus", onFocus);
    return () => {
      ended.abort();
      window.removeEventListener("focus", onFocus);
    };
  }, [load]);

  return { detail: detail?.id === id ? detail : null, problem, show, reload: load };
}
