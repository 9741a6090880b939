import type { ChunkScore } from "../api/types";
import { short } from "../format/numbers";
import { clock } from "../format/time";
import { height, places, strength } from "./chunkScale";

interface Props {
  chunks: readonly ChunkScore[];
  duration: number;
  time: number;
  onHear: (from: number, to: number) => void;
}

const SAID = { weak: "no trace", some: "some trace", strong: "strong trace" };

/** How strongly each part carries what the evidence rests on; each can be heard by a click. */
export function Chunks({ chunks, duration, time, onHear }: Props) {
  if (chunks.length === 0 || duration <= 0) return <p className="quiet">No part was looked at by itself: the score is too low for that.</p>;
  const placed = places(chunks, duration);
  return (
      <div className="chunks" role="group" aria-label="Strength of the trace along the track">
        {chunks.map((chunk, index) => {
          const place = placed[index] ?? { left: 0, width: 0 };
          const left = `${place.left * 100}%`;
          const width = `${place.width * 100}%`;
          const words = `${clock(chunk.start_s)} to ${clock(chunk.end_s)}: ${SAID[strength(chunk.z)]}`;
          const at = time / duration;
          const here = time > 0 && at >= place.left && at < place.left + place.width;
          return (
            <button
              key={chunk.start_s}
              className={`chunk ${strength(chunk.z)} ${here ? "here" : ""}`}
              style={{ left, width }}
              title={`${words} (${short(chunk.z)} σ). Click to hear it.`}
              aria-label={`Hear ${words}`}
              onClick={() => onHear(chunk.start_s, chunk.end_s)}
            >
              <span style={{ height: `${Math.max(4, height(chunk.z, chunks) * 100)}%` }} />
            </button>
          );
        })}
      </div>
  );
}
