import { Fragment, type ReactNode } from "react";

export type Fact = [name: string, value: ReactNode] | null;

/** Names with their values; what is null is left out. */
export function Facts({ rows }: { rows: Fact[] }) {
  return (
    <dl className="facts">
      {rows.map((row) =>
        row ? (
          <Fragment key={row[0]}>
            <dt>{row[0]}</dt>
            <dd>{row[1]}</dd>
          </Fragment>
        ) : null,
      )}
    </dl>
  );
}
