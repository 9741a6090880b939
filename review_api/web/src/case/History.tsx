import type { HistoryEntry } from "../api/types";
import { moment } from "../format/time";
import { Card } from "../parts/Card";
import { Delivered } from "../parts/Delivered";

/** What happened to the case, oldest first. */
export function History({ entries }: { entries: readonly HistoryEntry[] }) {
  return (
    <Card title="History">
      <ol className="history">
        {entries.map((entry, index) => (
          <li key={index}>
            <time dateTime={entry.at}>{moment(entry.at)}</time>
            <Delivered text={entry.text} otherwise={entry.event} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
