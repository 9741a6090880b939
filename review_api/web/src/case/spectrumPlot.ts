import uPlot from "uplot";
import type { SpectrumSlice } from "../api/types";
import { isNumber } from "../format/numbers";
import { colour } from "../parts/theme";

export type Shown = "level" | "residue";

const FONT = "12px system-ui, sans-serif";
const NARROW = 5;

/** The plot's columns: frequency in kHz, and level in dB or residue in σ on the same points. */
export function columns(slice: SpectrumSlice, shown: Shown): [number[], (number | null)[]] {
  const values = shown === "level" ? slice.level_db : slice.residue;
  const khz = values.map((_, index) => (slice.start_hz + index * slice.step_hz) / 1000);
  return [khz, values.map((value) => (isNumber(value) ? value : null))];
}

export function plotOptions(slice: SpectrumSlice, shown: Shown, width: number, height: number): uPlot.Options {
  const quiet = colour("quiet");
  const grid = { stroke: colour("line"), width: 1 };
  const axis = { stroke: quiet, font: FONT, grid, ticks: { ...grid, size: 4 } };
  const unit = shown === "level" ? "dB" : "σ";
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: true, y: false }, points: { size: 6 } },
    padding: [12, 22, 0, 0],
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 34, values: (_, ticks) => ticks.map((tick) => `${tick} kHz`), space: 70 },
      { ...axis, size: 54, values: (_, ticks) => ticks.map((tick) => `${tick} ${unit}`), space: 36 },
    ],
    series: [{}, { stroke: colour("accent"), width: 1.25, points: { show: false } }],
    hooks: { drawAxes: [(plot) => drawLines(plot, slice), (plot) => drawCutoff(plot, slice)] },
  };
}

/** How many spacings the closer look shows. */
const CLOSE_SPACINGS = 12;

/** The stretch of a few spacings, in Hz, where the comb's lines stand out most; null without a comb. */
export function closeLook(slice: SpectrumSlice): [from: number, to: number] | null {
  const { lines_hz: lines, spacing_hz: spacing, residue, start_hz: start, step_hz: step } = slice;
  if (!spacing || lines.length === 0) return null;
  const length = spacing * CLOSE_SPACINGS;
  const standing = (hz: number) => residue[Math.round((hz - start) / step)] ?? 1;
  const found = lines.map((from) => {
    const inside = lines.filter((hz) => hz >= from && hz < from + length);
    return { from, sum: inside.reduce((total, hz) => total + standing(hz), 0) };
  });
  const best = found.reduce((most, one) => (one.sum > most.sum ? one : most));
  return [best.from - spacing / 2, best.from + length - spacing / 2];
}

/** Draws each of the comb's lines behind the curve; where they would run together, only their heads. */
function drawLines(plot: uPlot, slice: SpectrumSlice): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const inside = slice.lines_hz.map((hz) => plot.valToPos(hz / 1000, "x", true)).filter((x) => fits(x, bbox));
  const apart = inside.length > 1 ? ((inside.at(-1) ?? 0) - (inside[0] ?? 0)) / (inside.length - 1) : Infinity;
  ctx.save();
  ctx.strokeStyle = colour("comb");
  ctx.fillStyle = colour("comb");
  ctx.lineWidth = ratio;
  ctx.globalAlpha = apart < NARROW * ratio ? 0.16 : 0.38;
  ctx.beginPath();
  for (const x of inside) {
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  const half = 3 * ratio;
  for (const x of inside) {
    ctx.beginPath();
    ctx.moveTo(x - half, bbox.top - 2 * half);
    ctx.lineTo(x + half, bbox.top - 2 * half);
    ctx.lineTo(x, bbox.top);
    ctx.fill();
  }
  ctx.restore();
}

function drawCutoff(plot: uPlot, slice: SpectrumSlice): void {
  if (!isNumber(slice.cutoff_hz)) return;
  const { ctx, bbox } = plot;
  const x = plot.valToPos(slice.cutoff_hz / 1000, "x", true);
  if (!fits(x, bbox)) return;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = colour("quiet");
  ctx.lineWidth = ratio;
  ctx.setLineDash([5 * ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function fits(x: number, bbox: uPlot.BBox): boolean {
  return x >= bbox.left && x <= bbox.left + bbox.width;
}
