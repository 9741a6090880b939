import { useCallback, useEffect, useRef, useState } from "react";
import type { Api } from "../api/client";
import { wordsOf } from "../api/problem";
import type { CaseSummary, Counts } from "../api/types";

const REFRESH = 30_000;
const PAGE = 60;

export interface Queue {
  items: CaseSummary[];
  counts: Counts | null;
  total: number;
  hasMore: boolean;
  loading: boolean;
  problem: string | null;
  more: () => void;
  refresh: () => Promise<void>;
}

/** What the service takes of the address's query; the rest of an address cannot reach it. */
export function asked(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of ["status", "sort", "action", "campaign", "q"]) {
    const value = query.get(name);
    if (value) kept.set(name, value);
  }
  return kept;
}

interface Loaded {
  key: string;
  items: CaseSummary[];
  counts: Counts;
  total: number;
  cursor: string | null;
}

/** The queue under the filters of `query`, renewed while somebody looks. */
export function useQueue(api: Api, query: URLSearchParams): Queue {
  const key = asked(query).toString();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const newest = useRef(0);

  const load = useCallback(
    async (limit: number, earlier: Loaded | null) => {
      const turn = ++newest.current;
      const wanted = new URLSearchParams(key);
      wanted.set("limit", String(Math.min(limit, 200)));
      if (earlier?.cursor) wanted.set("cursor", earlier.cursor);
      setLoading(true);
      try {
        const page = await api.cases(wanted);
        if (turn !== newest.current) return;
        const known = new Set(earlier?.items.map((item) => item.id));
        const items = [...(earlier?.items ?? []), ...page.items.filter((item) => !known.has(item.id))];
        setLoaded({ key, items, counts: page.counts, total: page.total, cursor: page.next_cursor });
        setProblem(null);
      } catch (error) {
        if (turn === newest.current) setProblem(wordsOf(error));
      } finally {
        if (turn === newest.current) setLoading(false);
      }
    },
    [api, key],
  );

  const shown = loaded?.key === key ? loaded : null;
  const refresh = useCallback(() => load(Math.max(PAGE, shown?.items.length ?? 0), null), [load, shown?.items.length]);

  useEffect(() => {
    void load(PAGE, null);
  }, [load]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, REFRESH);
    return () => clearInterval(timer);
  }, [refresh]);

  return {
    // While new filters load, the list of before stays: a list that flickers cannot be read.
    items: loaded?.items ?? [],
    counts: loaded?.counts ?? null,
    total: loaded?.total ?? 0,
    hasMore: shown?.cursor != null,
    loading,
    problem,
    more: () => void load(PAGE, shown),
    refresh,
  };
}
