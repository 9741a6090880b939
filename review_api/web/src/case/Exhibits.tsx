import { memo } from "react";
import type { Flag, Vocabulary } from "../api/types";
import { Contained } from "../parts/Card";
import { Evidence } from "./Evidence";
import { Spectrum } from "./Spectrum";
import { TrackFacts } from "./TrackFacts";
import { Uploads } from "./Uploads";

interface Props {
  flag: Flag;
  vocabulary: Vocabulary;
  theme: string;
  onHear: (from: number, to: number) => void;
}

/**
 * All that was known when the track was flagged. A flag never changes, so nothing here is drawn again
 * when the case is fetched again or while the sound plays.
 */
export const Exhibits = memo(
  function Exhibits({ flag, vocabulary, theme, onHear }: Props) {
    return (
      <>
        <Contained>
          <Spectrum slice={flag.scored_track.exhibit?.spectrum} theme={theme} />
        </Contained>
        <Contained>
          <Evidence flag={flag} vocabulary={vocabulary} onHear={onHear} />
        </Contained>
        <Contained>
          <Uploads flag={flag} vocabulary={vocabulary} />
        </Contained>
        <Contained>
          <TrackFacts flag={flag} />
        </Contained>
      </>
    );
  },
  (before, after) =>
    before.flag.flag_id === after.flag.flag_id && before.theme === after.theme && before.onHear === after.onHear,
);
