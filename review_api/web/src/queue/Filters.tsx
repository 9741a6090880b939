import { type Ref } from "react";
import type { Counts, StatusFilter } from "../api/types";
import { statusWords } from "../format/words";
import { Key } from "../parts/Key";

interface Props {
  query: URLSearchParams;
  counts: Counts | null;
  search: Ref<HTMLInputElement>;
  onChange: (query: URLSearchParams) => void;
}

const STATUSES: StatusFilter[] = ["open", "claimed", "decided", "closed", "all"];

export function Filters({ query, counts, search, onChange }: Props) {
  const status = query.get("status") ?? "open";
  const change = (name: string, value: string, usual: string) => {
    const next = new URLSearchParams(query);
    if (value === usual) next.delete(name);
    else next.set(name, value);
    onChange(next);
  };
  const number = (of: StatusFilter) =>
    counts &&
    (of === "all" ? counts.open + counts.claimed + counts.decided + counts.closed : counts[of]);

  return (
    <div className="filters">
      <div className="tabs" role="group" aria-label="Status">
        {STATUSES.map((of) => (
          <button key={of} aria-pressed={of === status} onClick={() => change("status", of, "open")}>
            {statusWords(of)} <span className="number">{number(of)}</span>
          </button>
        ))}
      </div>
      <span className="spacer" />
      {query.get("campaign") && (
        <button onClick={() => change("campaign", "", "")} title="Show the cases of all campaigns again">
          Campaign {query.get("campaign")} ✕
        </button>
      )}
      <label className="search">
        <span className="hidden-words">Search</span>
        <input
          ref={search}
          type="search"
          defaultValue={query.get("q") ?? ""}
          placeholder="Title, artist, label, sender or ISRC"
          maxLength={200}
          onChange={(event) => change("q", event.currentTarget.value, "")}
          onKeyDown={(event) => {
            if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
          }}
        />
        <Key name="/" />
      </label>
      <label>
        Action
        <select value={query.get("action") ?? ""} onChange={(event) => change("action", event.currentTarget.value, "")}>
          <option value="">Any</option>
          <option value="hold">Hold</option>
          <option value="review">Review</option>
        </select>
      </label>
      <label>
        Order
        <select
          value={query.get("sort") ?? "priority"}
          onChange={(event) => change("sort", event.currentTarget.value, "priority")}
        >
          <option value="priority">Most urgent first</option>
          <option value="oldest">Oldest first</option>
        </select>
      </label>
    </div>
  );
}
