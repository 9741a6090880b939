/** Where a case stands in the queue. */
export interface Entry {
  id: string;
  status: string;
}

/** Whether nothing is left to decide in a case. */
export function isOver(status: string): boolean {
  return status === "decided" || status === "closed";
}

/**
 * The neighbour of a case, `step` places on; null at the ends. `place` is where the case stood before
 * it left the list.
 */
export function neighbour(items: readonly Entry[], id: string | null, step: 1 | -1, place = 0): string | null {
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) return items[step > 0 ? place : place - 1]?.id ?? null;
  return items[at + step]?.id ?? null;
}

/**
 * The next case that waits for somebody: after this one, else from the top; null where none is left.
 * `done` holds the cases that were decided here since the list was fetched.
 */
export function nextOpen(
  items: readonly Entry[],
  id: string | null,
  done: ReadonlySet<string>,
  place = 0,
): string | null {
  const at = items.findIndex((item) => item.id === id);
  const from = at < 0 ? place : at + 1;
  const inTurn = [...items.slice(from), ...items.slice(0, from)];
  return inTurn.find((item) => item.status === "open" && item.id !== id && !done.has(item.id))?.id ?? null;
}
