import { useEffect, useMemo, useRef } from "react";
import type { Api } from "../api/client";
import type { CaseDetail, Session, Vocabulary } from "../api/types";
import { plain } from "../format/text";
import { Card, Contained } from "../parts/Card";
import { Notice } from "../parts/Notice";
import { Campaign } from "./Campaign";
import { CaseHeader } from "./CaseHeader";
import { Declared } from "./Declared";
import { Desk } from "./Desk";
import { Exhibits } from "./Exhibits";
import { Findings } from "./Findings";
import { Found } from "./Found";
import { History } from "./History";
import { Revisions, Since } from "./Revisions";
import { Rules } from "./Rules";
import { SoundCard } from "./SoundCard";
import { useCase } from "./useCase";
import { useCaseKeys } from "./useCaseKeys";
import type { Claims } from "./useClaims";
import { useDecision } from "./useDecision";
import { useSound } from "./useSound";

export interface Around {
  place: string;
  onStep: (step: 1 | -1) => void;
  onNext: () => void;
  onQueue: () => void;
  onOpen: (id: string) => void;
  onHelp: () => void;
  onChanged: (detail: CaseDetail | null) => void;
}

interface Props {
  api: Api;
  caseId: string;
  session: Session;
  vocabulary: Vocabulary;
  claims: Claims;
  theme: string;
  around: Around;
}

/** One case: hear it, see it, decide it. */
export function CaseView({ api, caseId, session, vocabulary, claims, theme, around }: Props) {
  const opened = useCase(api, caseId);
  const { detail, problem } = opened;
  const flag = detail?.flag ?? null;
  // A flag never changes: what is fetched again must not start the sound or the plot anew.
  const exhibit = useMemo(() => flag?.scored_track.exhibit ?? null, [flag?.flag_id]);
  const duration = exhibit?.duration_s ?? flag?.scored_track.listening.duration_s ?? detail?.duration_s ?? 0;
  const note = useRef<HTMLTextAreaElement>(null);
  const sound = useSound({ address: detail?.has_audio ? api.soundAddress(detail.id) : null, exhibit, duration, theme });
  const desk = useDecision(api, opened, claims, around.onChanged);
  useCaseKeys({ detail, desk, vocabulary, around, note, sound, chunks: exhibit?.chunks ?? [], role: session.user.role });
  useEffect(() => {
    document.title = detail ? `${plain(detail.title)} · Deadwax` : "Deadwax";
  }, [detail]);

  if (!detail) {
    return (
      <main className="case">
        {problem ? <Notice>{problem}</Notice> : <p className="ending">Loading the case …</p>}
        <button onClick={around.onQueue}>Back to the queue</button>
      </main>
    );
  }
  return (
    <main className="case">
      <CaseHeader detail={detail} place={around.place} onQueue={around.onQueue} onStep={around.onStep} />
      {problem && <Notice>{problem}</Notice>}
      <Since detail={detail} />
      {detail.flag_problem && <Notice>{detail.flag_problem}</Notice>}
      <div className="columns">
        <div className="column">
          {flag && (
            <Card title="Declared and found" className="compared">
              <div className="sides">
                <Contained>
                  <Declared flag={flag} />
                </Contained>
                <Contained>
                  <Found flag={flag} vocabulary={vocabulary} />
                </Contained>
              </div>
            </Card>
          )}
          <Contained>
            <SoundCard api={api} detail={detail} sound={sound} duration={duration} />
          </Contained>
          {flag && <Exhibits flag={flag} vocabulary={vocabulary} theme={theme} onHear={sound.hear} />}
        </div>
        <div className="column aside-column">
          <Desk
            detail={detail}
            vocabulary={vocabulary}
            desk={desk}
            note={note}
            role={session.user.role}
            onNext={around.onNext}
          />
          {flag && (
            <Contained>
              <Campaign flag={flag} id={detail.campaign_id} />
            </Contained>
          )}
          {flag && (
            <Contained>
              <Rules flag={flag} vocabulary={vocabulary} />
            </Contained>
          )}
          {flag && (
            <Contained>
              <Findings findings={flag.scored_track.track.findings ?? []} />
            </Contained>
          )}
          <Contained>
            <Revisions detail={detail} vocabulary={vocabulary} onOpen={around.onOpen} />
          </Contained>
          <Contained>
            <History entries={detail.history} />
          </Contained>
        </div>
      </div>
    </main>
  );
}
