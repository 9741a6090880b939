import type { ReactNode } from "react";

/** A message to the person; assistive technology reads it out when it appears. */
export function Notice({ tone = "warn", children }: { tone?: "warn" | "good" | "calm"; children: ReactNode }) {
  return (
    <div className={`notice tone-${tone}`} role={tone === "warn" ? "alert" : "status"}>
      {children}
    </div>
  );
}
