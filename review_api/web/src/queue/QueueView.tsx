import { useEffect, useRef } from "react";
import { useKeys } from "../keys/useKeys";
import { Key } from "../parts/Key";
import { Notice } from "../parts/Notice";
import { useNow } from "../parts/useNow";
import { Filters } from "./Filters";
import { neighbour } from "./order";
import { Row } from "./Row";
import type { Queue } from "./useQueue";

interface Props {
  queue: Queue;
  query: URLSearchParams;
  selected: string | null;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
  onFilter: (query: URLSearchParams) => void;
  onHelp: () => void;
}

/** The list of cases. */
export function QueueView({ queue, query, selected, onSelect, onOpen, onFilter, onHelp }: Props) {
  const now = useNow();
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const search = useRef<HTMLInputElement>(null);
  const current = queue.items.some((item) => item.id === selected) ? selected : (queue.items[0]?.id ?? null);

  const move = (step: 1 | -1) => {
    const focused = document.activeElement === (current && links.current.get(current));
    const next = focused || current !== queue.items[0]?.id ? neighbour(queue.items, current, step) : current;
    if (next) links.current.get(next)?.focus();
    if (step > 0 && queue.hasMore && queue.items.at(-3)?.id === next) queue.more();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => move(1),
    arrowup: () => move(-1),
    enter: () => current && onOpen(current),
    n: () => current && onOpen(current),
    "/": () => search.current?.select(),
    "?": onHelp,
  });
  useEffect(() => {
    document.title = "Queue · Deadwax";
    if (selected) links.current.get(selected)?.focus();
  }, []); // eslint-disable-line -- only when the list appears

  return (
    <main className="queue">
      <Filters query={query} counts={queue.counts} search={search} onChange={onFilter} />
      {queue.problem && <Notice>{queue.problem}</Notice>}
      <div className="list">
        <table>
          <thead>
            <tr>
              <th>Priority</th>
              <th>Action</th>
              <th>Title and artist</th>
              <th>Sender and label</th>
              <th>Disclosure</th>
              <th>First reason</th>
              <th>Age</th>
              <th>Claim</th>
            </tr>
          </thead>
          <tbody>
            {queue.items.map((item) => (
              <Row
                key={item.id}
                item={item}
                now={now}
                selected={item.id === current}
                link={(element) => {
                  if (element) links.current.set(item.id, element);
                  else links.current.delete(item.id);
                }}
                onOpen={() => onOpen(item.id)}
                onSelect={() => onSelect(item.id)}
              />
            ))}
          </tbody>
        </table>
        <Ending queue={queue} />
      </div>
      <footer className="hints">
        <Key name="j" /> <Key name="k" /> choose <Key name="enter" /> open <Key name="/" /> search{" "}
        <Key name="?" /> all keys
      </footer>
    </main>
  );
}

function Ending({ queue }: { queue: Queue }) {
  if (queue.items.length === 0) {
    if (queue.loading) return <p className="ending">Loading the queue …</p>;
    return queue.problem ? null : <p className="ending">No case stands here. Nothing waits under these filters.</p>;
  }
  if (!queue.hasMore) return null;
  return (
    <p className="ending">
      {queue.items.length} of {queue.total} cases.{" "}
      <button onClick={queue.more} disabled={queue.loading}>
        Show more
      </button>
    </p>
  );
}
