/** Where a case stands in the queue. */
export interface Entry {
  id: string;
  status: string;
}

/** The neighbour of a case, `step` places on; null at the ends. */
export function neighbour(items: readonly Entry[], id: string | null, step: 1 | -1): string | null {
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) return items.at(step > 0 ? 0 : -1)?.id ?? null;
  return items[at + step]?.id ?? null;
}

/**
 * The next case that waits for somebody: after this one, else from the top; null where none is left.
 * `done` holds the cases that were decided here since the list was fetched.
 */
export function nextOpen(items: readonly Entry[], id: string | null, done: ReadonlySet<string>): string | null {
  const at = items.findIndex((item) => item.id === id);
  const inTurn = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
  return inTurn.find((item) => item.status === "open" && item.id !== id && !done.has(item.id))?.id ?? null;
}
