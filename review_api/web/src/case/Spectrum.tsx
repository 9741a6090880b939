import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { SpectrumSlice } from "../api/types";
import { hertz, isNumber, short } from "../format/numbers";
import { Card } from "../parts/Card";
import { closeLook, columns, plotOptions, type Shown } from "./spectrumPlot";

const HEIGHT = 205;

/** The averaged spectrum with the comb's lines drawn in. */
export function Spectrum({ slice, theme }: { slice: SpectrumSlice | null | undefined; theme: string }) {
  if (!slice || slice.level_db.length === 0) {
    return (
      <Card title="Averaged spectrum">
        <p className="quiet">No spectrum was recorded for this track.</p>
      </Card>
    );
  }
  return <Plotted slice={slice} theme={theme} />;
}

function Plotted({ slice, theme }: { slice: SpectrumSlice; theme: string }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const looked = useRef<{ min: number; max: number } | null>(null);
  const [shown, setShown] = useState<Shown>("level");
  const [at, setAt] = useState("");
  const unit = shown === "level" ? "dB" : "σ";

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const options = plotOptions(slice, shown, element.clientWidth, HEIGHT);
    const read = (drawn: uPlot) => {
      const index = drawn.cursor.idx;
      const [x, y] = index == null ? [] : [drawn.data[0][index], drawn.data[1]?.[index]];
      setAt(isNumber(x) && isNumber(y) ? `${x.toFixed(2)} kHz: ${y.toFixed(1)} ${unit}` : "");
    };
    const hooks = { ...options.hooks, setCursor: [read] };
    const drawn = new uPlot({ ...options, hooks }, columns(slice, shown), element);
    if (looked.current) drawn.setScale("x", looked.current);
    plot.current = drawn;
    const watch = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.current = null;
      const { min, max } = drawn.scales.x ?? {};
      looked.current = isNumber(min) && isNumber(max) ? { min, max } : null;
      drawn.destroy();
    };
  }, [slice, shown, unit, theme]);

  const look = (from: number, to: number) => plot.current?.setScale("x", { min: from / 1000, max: to / 1000 });
  const end = slice.start_hz + (slice.level_db.length - 1) * slice.step_hz;
  const close = closeLook(slice);
  return (
    <Card
      title="Averaged spectrum"
      aside={
        <>
          <span className="readout quiet">{at}</span>
          {close && <button onClick={() => look(...close)}>Closer</button>}
          <button onClick={() => look(slice.start_hz, end)}>Whole</button>
          <button
            aria-pressed={shown === "residue"}
            disabled={slice.residue.length === 0}
            title="The spectrum without its smooth course, in standard deviations"
            onClick={() => setShown(shown === "level" ? "residue" : "level")}
          >
            Residue
          </button>
        </>
      }
    >
      <div ref={box} className="spectrum" role="img" aria-label={described(slice)} />
      <p className="legend quiet">
        {slice.lines_hz.length > 0 ? (
          <>
            <span className="swatch comb" /> {slice.lines_hz.length} lines of the comb
            {isNumber(slice.spacing_hz) && <>, {short(slice.spacing_hz)} Hz apart</>}
          </>
        ) : (
          "No comb was found"
        )}
        {isNumber(slice.cutoff_hz) && (
          <>
            {slice.cutoff_hz <= end ? <span className="swatch cutoff" /> : " · "} cut-off {hertz(slice.cutoff_hz)}
          </>
        )}
        <span className="spacer" /> Drag to look closer, double-click for the whole.
      </p>
    </Card>
  );
}

function described(slice: SpectrumSlice): string {
  const end = slice.start_hz + (slice.level_db.length - 1) * slice.step_hz;
  const comb =
    slice.lines_hz.length > 0
      ? `${slice.lines_hz.length} comb lines${isNumber(slice.spacing_hz) ? ` every ${short(slice.spacing_hz)} Hz` : ""}`
      : "no comb lines";
  return `Averaged spectrum from ${hertz(slice.start_hz)} to ${hertz(end)} with ${comb}`;
}
