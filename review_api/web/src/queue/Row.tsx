import type { Ref } from "react";
import type { CaseSummary } from "../api/types";
import { percent } from "../format/numbers";
import { age, clock, moment } from "../format/time";
import { actionWords, closureWords, disclosureShort, priorityWords } from "../format/words";
import { addressOf } from "../parts/useAddress";
import { Badge } from "../parts/Badge";
import { Delivered } from "../parts/Delivered";

interface Props {
  item: CaseSummary;
  now: number;
  selected: boolean;
  link: Ref<HTMLAnchorElement>;
  onOpen: () => void;
  onSelect: () => void;
}

/** One case of the queue. Its link is what has the focus, so that Enter opens it. */
export function Row({ item, now, selected, link, onOpen, onSelect }: Props) {
  const scores = `AI score ${percent(item.scores.ai)}, spam score ${percent(item.scores.spam)}`;
  return (
    <tr className={selected ? "selected" : ""} onClick={onOpen}>
      <td>
        <span className={`priority tone-${item.priority}`} title={scores}>
          {priorityWords(item.priority)}
        </span>
      </td>
      <td>
        <Badge tone={item.action}>{actionWords(item.action)}</Badge>
      </td>
      <td className="work">
        <a
          ref={link}
          href={addressOf(item.id, new URLSearchParams())}
          onFocus={onSelect}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return event.stopPropagation();
            event.preventDefault();
          }}
        >
          <Delivered text={item.title} otherwise="without a title" />
        </a>
        <span className="second">
          <Delivered text={item.display_artist} otherwise="without an artist" />
          <span className="quiet"> {clock(item.duration_s)}</span>
          {item.campaign_id && (
            <a
              className="quiet"
              href={addressOf(null, new URLSearchParams({ campaign: item.campaign_id, status: "all" }))}
              onClick={(event) => event.stopPropagation()}
            >
              {" "}
              · campaign
            </a>
          )}
          {item.revision > 1 && <span className="quiet"> · revision {item.revision}</span>}
        </span>
      </td>
      <td className="from">
        <Delivered text={item.sender} />
        <span className="second">
          <Delivered text={item.label} otherwise="no label" />
        </span>
      </td>
      <td className={`disclosure level-${item.disclosure_level}`}>{disclosureShort(item.disclosure_level)}</td>
      <td className="why">
        <Delivered text={item.top_reason} otherwise="no reason recorded" />
      </td>
      <td className="age" title={moment(item.flagged_at)}>
        {age(item.flagged_at, now)}
      </td>
      <td>
        <Standing item={item} />
      </td>
    </tr>
  );
}

function Standing({ item }: { item: CaseSummary }) {
  if (item.status === "decided") return <Badge tone="done">{item.outcome?.replaceAll("_", " ") ?? "decided"}</Badge>;
  if (item.status === "closed") return <Badge tone="done">{closureWords(item.closure ?? "closed")}</Badge>;
  return (
    <>
      {item.escalated && <Badge tone="hold">For a lead</Badge>}
      {item.claimed_by && (
        <span className="second">
          <Delivered text={item.claimed_by} />
        </span>
      )}
    </>
  );
}
