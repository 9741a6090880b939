import { useCallback, useEffect, useRef, useState } from "react";
import type { Api } from "./api/client";
import { wordsOf } from "./api/problem";
import type { CaseDetail, Session, Vocabulary } from "./api/types";
import { type Around, CaseView } from "./case/CaseView";
import { useClaims } from "./case/useClaims";
import { Help } from "./keys/Help";
import { Notice } from "./parts/Notice";
import type { Theme } from "./parts/theme";
import { useAddress } from "./parts/useAddress";
import { QueueView } from "./queue/QueueView";
import { isOver, neighbour, nextOpen } from "./queue/order";
import { useQueue } from "./queue/useQueue";
import { TopBar } from "./session/TopBar";

/** Milliseconds on a case before the next one's sound is made ready. */
const WARM_UP_AFTER = 1500;

interface Props {
  api: Api;
  session: Session;
  theme: Theme;
  onTheme: () => void;
  onLogOut: () => void;
}

/** The queue or a case, under one bar. */
export function Workplace({ api, session, theme, onTheme, onLogOut }: Props) {
  const [address, go] = useAddress();
  const [help, setHelp] = useState(false);
  const [selected, setSelected] = useState<string | null>(address.caseId);
  const [vocabulary, problem] = useVocabulary(api);
  const queue = useQueue(api, address.query);
  const claims = useClaims();
  const decided = useRef(new Set<string>());
  const place = useRef(0);

  const open = useCallback(
    (id: string) => {
      setSelected(id);
      go(id);
      window.scrollTo(0, 0);
    },
    [go],
  );
  const toQueue = () => {
    go(null);
    void queue.refresh();
  };
  const step = (by: 1 | -1) => {
    const next = neighbour(queue.items, address.caseId, by, place.current);
    if (next) open(next);
  };
  const next = () => {
    const found = nextOpen(queue.items, address.caseId, decided.current, place.current);
    if (found) open(found);
    else toQueue();
  };
  const onChanged = (detail: CaseDetail | null) => {
    if (detail && isOver(detail.status)) decided.current.add(detail.id);
    void queue.refresh();
  };

  const at = queue.items.findIndex((item) => item.id === address.caseId);
  useEffect(() => {
    if (at >= 0) place.current = at;
  }, [at]);
  const upNext = address.caseId === null ? null : nextOpen(queue.items, address.caseId, decided.current, place.current);
  useEffect(() => {
    if (upNext === null) return undefined;
    const ended = new AbortController();
    const timer = setTimeout(() => void api.warmUp(upNext, ended.signal), WARM_UP_AFTER);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [api, upNext]);
  const around: Around = {
    place: at >= 0 ? `${at + 1} of ${queue.total}` : "",
    onStep: step,
    onNext: next,
    onQueue: toQueue,
    onOpen: open,
    onHelp: () => setHelp(true),
    onChanged,
  };
  return (
    <>
      <TopBar
        session={session}
        counts={queue.counts}
        narrowed={["q", "action", "campaign"].some((name) => address.query.get(name))}
        theme={theme}
        onTheme={onTheme}
        onQueue={toQueue}
        onHelp={() => setHelp(true)}
        onLogOut={onLogOut}
      />
      {problem && <Notice>{problem}</Notice>}
      {address.caseId === null ? (
        <QueueView
          queue={queue}
          query={address.query}
          selected={selected}
          onSelect={setSelected}
          onOpen={open}
          onFilter={(query) => go(null, query)}
          onHelp={() => setHelp(true)}
        />
      ) : (
        vocabulary && (
          <CaseView
            key={address.caseId}
            api={api}
            caseId={address.caseId}
            session={session}
            vocabulary={vocabulary}
            claims={claims}
            theme={theme}
            around={around}
          />
        )
      )}
      {help && vocabulary && <Help vocabulary={vocabulary} onClose={() => setHelp(false)} />}
    </>
  );
}

function useVocabulary(api: Api): [Vocabulary | null, string | null] {
  const [vocabulary, setVocabulary] = useState<Vocabulary | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    api.vocabulary().then(setVocabulary, (error: unknown) => setProblem(wordsOf(error)));
  }, [api]);
  return [vocabulary, problem];
}
