import { useCallback, useEffect, useState } from "react";

export interface Address {
  /** The case that is open; null on the queue. */
  caseId: string | null;
  query: URLSearchParams;
}

function read(): Address {
  const { pathname, search } = window.location;
  const encoded = /^\/cases\/([^/]+)$/.exec(pathname)?.[1];
  return { caseId: encoded === undefined ? null : decoded(encoded), query: new URLSearchParams(search) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function addressOf(caseId: string | null, query: URLSearchParams): string {
  const search = query.size > 0 ? `?${query}` : "";
  return caseId === null ? `/${search}` : `/cases/${encodeURIComponent(caseId)}${search}`;
}

export type Go = (caseId: string | null, query?: URLSearchParams) => void;

/** Where the page stands, kept in the browser's address so that it can be shared and gone back from. */
export function useAddress(): [Address, Go] {
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const follow = () => setAddress(read());
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);
  const go = useCallback<Go>((caseId, query) => {
    const next = addressOf(caseId, query ?? new URLSearchParams(window.location.search));
    const filtering = caseId === null && window.location.pathname === "/";
    if (filtering) window.history.replaceState(null, "", next);
    else window.history.pushState(null, "", next);
    setAddress(read());
  }, []);
  return [address, go];
}
