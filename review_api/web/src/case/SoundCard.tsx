import { useEffect, useState } from "react";
import type { Api } from "../api/client";
import type { CaseDetail, Grounds } from "../api/types";
import { isNumber, short } from "../format/numbers";
import { clock } from "../format/time";
import { Card } from "../parts/Card";
import { Key } from "../parts/Key";
import { Chunks } from "./Chunks";
import type { Sound } from "./useSound";

interface Props {
  api: Api;
  detail: CaseDetail;
  sound: Sound;
  duration: number;
}

/** What the bars under the waveform measure. */
function measuredBy(grounds: Grounds | null | undefined): string {
  if (!grounds || !isNumber(grounds.spacing_hz)) return "Strength of the trace in each part.";
  const what = grounds.kind === "ripple" ? "dips" : "lines";
  const speed = grounds.speed ?? 1;
  const played = `, played ${short(Math.abs(speed - 1) * 100)} % ${speed > 1 ? "faster" : "slower"},`;
  return `Strength of the ${what} every ${short(grounds.spacing_hz)} Hz${speed === 1 ? "" : played} in each part.`;
}

/** The sound with its waveform, and how strongly each part carries the trace. */
export function SoundCard({ api, detail, sound, duration }: Props) {
  const [why, setWhy] = useState<string | null>(null);
  const { id } = detail;
  useEffect(() => {
    setWhy(null);
    if (!sound.failed) return undefined;
    let gone = false;
    const say = (words: string | null) => !gone && setWhy(words ?? "This browser cannot play the sound.");
    void api.whyNoSound(id).then(say);
    return () => {
      gone = true;
    };
  }, [api, id, sound.failed]);

  const exhibit = detail.flag?.scored_track.exhibit;
  const chunks = exhibit?.chunks ?? [];
  return (
    <Card
      title="Sound"
      aside={
        <span className="time">
          {clock(sound.time)} <span className="quiet">/ {clock(duration)}</span>
        </span>
      }
    >
      {detail.has_audio ? (
        <div className="player">
          <button
            className="play"
            onClick={sound.toggle}
            aria-label={sound.playing ? "Pause" : "Play"}
            title="Space"
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              {sound.playing ? <path d="M5 3h4v14H5zM11 3h4v14h-4z" /> : <path d="M5 3l12 7-12 7z" />}
            </svg>
          </button>
          <div className="tracks">
            <div ref={sound.box} className="waves" role="img" aria-label={`Waveform, ${clock(duration)} long`} />
            <Chunks chunks={chunks} duration={duration} time={sound.time} onHear={sound.hear} />
          </div>
        </div>
      ) : (
        <p className="quiet">The delivery came without a sound file for this track.</p>
      )}
      <audio ref={sound.media} preload="metadata" hidden />
      {why && <p className="notice tone-warn">{why}</p>}
      {detail.has_audio && (
        <p className="legend sound-legend quiet">
          {chunks.length > 0 && `${measuredBy(exhibit?.grounds)} Click a part to hear it.`}
          {exhibit && !exhibit.waveform?.length && "No waveform was recorded."}
          <span className="spacer" />
          <Key name="space" /> play <Key name="arrowleft" />
          <Key name="arrowright" /> 5 s <Key name="h" /> strongest part
        </p>
      )}
    </Card>
  );
}
