import type { ReactNode } from "react";

/** A short word in a coloured frame; the word says all, the colour only helps. */
export function Badge({ tone, title, children }: { tone: string; title?: string; children: ReactNode }) {
  return (
    <span className={`badge tone-${tone}`} title={title}>
      {children}
    </span>
  );
}
