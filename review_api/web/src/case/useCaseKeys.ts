import type { RefObject } from "react";
import type { CaseDetail, ChunkScore, Session, Vocabulary } from "../api/types";
import { type Commands, useKeys } from "../keys/useKeys";
import type { Around } from "./CaseView";
import { strongest } from "./chunkScale";
import { mayDecide } from "./Desk";
import { REASON_KEYS } from "./reasonKeys";
import type { DecisionDesk } from "./useDecision";
import type { Sound } from "./useSound";

interface Parts {
  detail: CaseDetail | null;
  desk: DecisionDesk;
  vocabulary: Vocabulary;
  around: Around;
  note: RefObject<HTMLTextAreaElement | null>;
  sound: Sound;
  chunks: readonly ChunkScore[];
  role: Session["user"]["role"];
}

/** What each key does while a case is open. */
export function useCaseKeys(parts: Parts): void {
  const { around, sound, chunks, desk, note } = parts;
  const best = strongest(chunks);
  const deciding = parts.detail !== null && mayDecide(parts.detail, parts.role);
  useKeys({
    j: () => around.onStep(1),
    k: () => around.onStep(-1),
    n: around.onNext,
    escape: around.onQueue,
    "?": around.onHelp,
    space: sound.toggle,
    arrowleft: () => sound.skip(-5),
    arrowright: () => sound.skip(5),
    h: () => best && sound.hear(best.start_s, best.end_s),
    m: () => note.current?.focus(),
    ...(deciding ? decisionKeys(parts) : {}),
    enter: deciding ? desk.confirm : around.onNext,
  });
}

function decisionKeys({ desk, vocabulary }: Parts): Commands {
  const keys: Commands = { c: desk.claim, x: desk.release };
  for (const words of vocabulary.outcomes) {
    keys[words.key] = () => desk.choose({ outcome: words.outcome, reason: null });
  }
  const chosen = vocabulary.outcomes.find((words) => words.outcome === desk.draft.outcome);
  chosen?.reason_codes.forEach((reason, index) => {
    const key = REASON_KEYS[index];
    if (key) keys[key] = () => desk.choose({ reason });
  });
  return keys;
}
