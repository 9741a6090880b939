import { useEffect, useRef } from "react";
import type { CaseDetail } from "../api/types";
import { percent } from "../format/numbers";
import { age, moment } from "../format/time";
import { actionWords, priorityWords } from "../format/words";
import { Badge } from "../parts/Badge";
import { Delivered } from "../parts/Delivered";
import { Key } from "../parts/Key";
import { useNow } from "../parts/useNow";

interface Props {
  detail: CaseDetail;
  place: string;
  onQueue: () => void;
  onStep: (step: 1 | -1) => void;
}

export function CaseHeader({ detail, place, onQueue, onStep }: Props) {
  const now = useNow();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const scores = `AI score ${percent(detail.scores.ai)}, spam score ${percent(detail.scores.spam)}`;
  return (
    <header className="case-header">
      <button className="plain" onClick={onQueue}>
        ← Queue <Key name="escape" />
      </button>
      <div className="titles">
        <h1 ref={heading} tabIndex={-1}>
          <Delivered text={detail.title} otherwise="without a title" />
        </h1>
        <p>
          <Delivered text={detail.display_artist} otherwise="without an artist" />
          <span className="quiet">
            {" "}
            · <Delivered text={detail.label} otherwise="no label" /> · from <Delivered text={detail.sender} />
          </span>
        </p>
      </div>
      <div className="standing">
        <Badge tone={detail.action}>{actionWords(detail.action)}</Badge>
        <span className={`priority tone-${detail.priority}`} title={scores}>
          {priorityWords(detail.priority)} priority
        </span>
        {detail.escalated && <Badge tone="hold">For a lead</Badge>}
        <span className="quiet" title={moment(detail.flagged_at)}>
          flagged {age(detail.flagged_at, now)} {age(detail.flagged_at, now) === "now" ? "" : "ago"}
        </span>
      </div>
      <nav aria-label="Cases">
        <span className="quiet">{place}</span>
        <button className="plain" onClick={() => onStep(-1)} aria-label="Previous case">
          <Key name="k" />
        </button>
        <button className="plain" onClick={() => onStep(1)} aria-label="Next case">
          <Key name="j" />
        </button>
      </nav>
    </header>
  );
}
