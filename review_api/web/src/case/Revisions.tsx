import type { CaseDetail, RelatedCase, Vocabulary } from "../api/types";
import { moment } from "../format/time";
import { closureWords, statusWords } from "../format/words";
import { Card } from "../parts/Card";
import { Notice } from "../parts/Notice";
import { addressOf } from "../parts/useAddress";

interface Props {
  detail: CaseDetail;
  vocabulary: Vocabulary;
  onOpen: (id: string) => void;
}

/** What became of the track since it was flagged: first of all, whether it is still delivered. */
export function Since({ detail }: { detail: CaseDetail }) {
  const { withdrawal, superseded_at: superseded } = detail;
  if (withdrawal) {
    const how = withdrawal.how === "purge" ? "purged the release" : "took the release down";
    return (
      <Notice tone="calm">
        The sender has withdrawn this track: it {how} ({moment(withdrawal.at)}).
      </Notice>
    );
  }
  if (superseded) {
    return (
      <Notice tone="calm">
        The sender has delivered this track again with changes ({moment(superseded)}). What stands here is what was
        delivered before.
      </Notice>
    );
  }
  return null;
}

/** The cases of the track's other revisions; nothing where there are none. */
export function Revisions({ detail, vocabulary, onOpen }: Props) {
  if (detail.related.length === 0) return null;
  return (
    <Card title="Other revisions of this track">
      <p className="quiet">This case is about revision {detail.revision}.</p>
      <ul className="revisions">
        {detail.related.map((other) => (
          <li key={other.id}>
            <a
              href={addressOf(other.id, new URLSearchParams())}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                onOpen(other.id);
              }}
            >
              Revision {other.revision}
            </a>{" "}
            <strong>{standing(other, vocabulary)}</strong>{" "}
            <span className="quiet">flagged {moment(other.flagged_at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function standing(other: RelatedCase, vocabulary: Vocabulary): string {
  if (other.status === "closed") return `Closed: ${closureWords(other.closure ?? "closed").toLowerCase()}`;
  if (other.status !== "decided") return statusWords(other.status);
  const words = vocabulary.outcomes.find((outcome) => outcome.outcome === other.outcome);
  return `Decided: ${words?.title ?? other.outcome ?? "outcome not known"}`;
}
