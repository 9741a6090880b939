import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import WaveSurfer from "wavesurfer.js";
import type { Exhibit } from "../api/types";
import { colour } from "../parts/theme";
import rules from "./wave.css?inline";

export const WAVE_HEIGHT = 64;

export interface Sound {
  box: RefObject<HTMLDivElement | null>;
  media: RefObject<HTMLAudioElement | null>;
  playing: boolean;
  time: number;
  failed: boolean;
  toggle: () => void;
  skip: (seconds: number) => void;
  hear: (from: number, to: number) => void;
}

interface Wanted {
  address: string | null;
  exhibit: Exhibit | null;
  duration: number;
  theme: string;
}

/** The player with the waveform of the exhibit: nothing plays by itself, nothing is decoded to draw it. */
export function useSound({ address, exhibit, duration, theme }: Wanted): Sound {
  const box = useRef<HTMLDivElement>(null);
  const media = useRef<HTMLAudioElement>(null);
  const player = useRef<WaveSurfer | null>(null);
  const drawnIn = useRef(theme);
  const [playing, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!box.current || !media.current || address === null) return undefined;
    const waves = WaveSurfer.create({
      container: box.current,
      media: media.current,
      height: WAVE_HEIGHT,
      url: address,
      peaks: [exhibit?.waveform?.length ? exhibit.waveform : [0, 0]],
      duration: duration || 1,
      normalize: true,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      barMinHeight: 1,
      dragToSeek: true,
      ...colours(),
    });
    adopt(waves);
    player.current = waves;
    waves.on("play", () => setPlaying(true));
    waves.on("pause", () => setPlaying(false));
    waves.on("finish", () => setPlaying(false));
    waves.on("timeupdate", setTime);
    waves.on("error", () => setFailed(true));
    setFailed(false);
    setTime(0);
    return () => {
      player.current = null;
      waves.destroy();
      setPlaying(false);
    };
  }, [address, exhibit, duration]);

  useEffect(() => {
    if (drawnIn.current !== theme) player.current?.setOptions(colours());
    drawnIn.current = theme;
  }, [theme]);

  const commands = useMemo(() => {
    // A refused play (no sound, or the browser wants a click first) is shown through the error event.
    const quietly = (work: Promise<void> | undefined) => void work?.catch(() => {});
    return {
      toggle: () => quietly(player.current?.playPause()),
      skip: (seconds: number) => player.current?.skip(seconds),
      hear: (from: number, to: number) => quietly(player.current?.play(from, to)),
    };
  }, []);
  return { box, media, playing, time, failed, ...commands };
}

function colours() {
  return { waveColor: colour("wave"), progressColor: colour("accent"), cursorColor: colour("ink") };
}

/** Gives the player its style rules in a way that the content security policy allows. */
function adopt(waves: WaveSurfer): void {
  const root = waves.getWrapper().getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  root.adoptedStyleSheets = [sheet];
}
