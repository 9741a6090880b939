import type { CaseDetail } from "../api/types";
import { minutesLeft } from "../format/time";
import { Delivered } from "../parts/Delivered";
import { Key } from "../parts/Key";
import { useNow } from "../parts/useNow";
import type { DecisionDesk } from "./useDecision";

/** Who holds the case, and how to take it or give it back. */
export function Claim({ detail, desk }: { detail: CaseDetail; desk: DecisionDesk }) {
  useNow(10_000); // counts the minutes down
  const now = Date.now();
  const { receipt, busy } = desk;
  const running = receipt && minutesLeft(receipt.lease_until, now) > 0;
  if (running) {
    return (
      <div className="claim mine">
        <span>
          You hold this case for <strong>{minutesLeft(receipt.lease_until, now)} min</strong>
        </span>
        <button className="plain" onClick={desk.release} disabled={busy}>
          Give back <Key name="x" />
        </button>
      </div>
    );
  }
  const claim = detail.claim;
  if (claim && !claim.mine) {
    return (
      <div className="claim">
        <span>
          <strong>
            <Delivered text={claim.by} />
          </strong>{" "}
          is working on this case ({minutesLeft(claim.lease_until, now)} min left).
        </span>
        <button onClick={desk.claim} disabled={busy}>
          Try to claim <Key name="c" />
        </button>
      </div>
    );
  }
  return (
    <div className="claim">
      <span>
        {claim
          ? "You hold this case in another window, or did before this page was loaded."
          : receipt
            ? "Your claim has run out."
            : "Nobody has claimed it."}
      </span>
      <button className="primary" onClick={desk.claim} disabled={busy}>
        {claim ? "Claim it here" : "Claim to decide"} <Key name="c" />
      </button>
    </div>
  );
}
