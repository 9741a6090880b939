"""Plots as inline SVG. Colours come from the page's style sheet, so that they follow light and dark."""

import math
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from contracts.evidence import ChunkScore, SpectrumSlice
from detectors.audio.passages import PRESENT

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM = 960, 200, 44, 24, 22
_LINES_DRAWN, _MOST_TICKS = 400, 7


def scale(probability: float | None, thresholds: dict[str, float]) -> str:
    """The score on a line from 0 to 1, with the thresholds."""
    x = _across(0.0, 1.0)
    marks = "".join(
        f'<line class="mark" x1="{x(v):.1f}" x2="{x(v):.1f}" y1="10" y2="34"/>'
        f'<text x="{x(v):.1f}" y="{50 if i % 2 else 8}" text-anchor="middle">{escape(name)} {v:.2f}</text>'
        for i, (name, v) in enumerate(sorted(thresholds.items(), key=lambda item: item[1]))
    )
    bar = (
        ""
        if probability is None
        else (f'<rect class="level" x="{x(0):.1f}" y="16" width="{x(probability) - x(0):.1f}" height="12"/>')
    )
    label = "not judged" if probability is None else f"score {probability:.3f}"
    return _svg(
        56,
        label,
        f'<rect class="track" x="{x(0):.1f}" y="16" width="{x(1) - x(0):.1f}" height="12"/>{bar}{marks}',
    )


def spectrum(part: SpectrumSlice) -> str:
    """The averaged spectrum, what stands out of it, and where the comb's lines should be."""
    high = part.start_hz + part.step_hz * len(part.level_db)
    x = _across(part.start_hz, high)
    comb = "".join(
        f'<line class="comb" x1="{x(f):.1f}" x2="{x(f):.1f}" y1="4" y2="{HEIGHT - BOTTOM}"/>'
        for f in part.lines_hz[:_LINES_DRAWN]
    )
    level = _curve(part.level_db, x, part, "level", HEIGHT - BOTTOM)
    cut = ""
    if part.cutoff_hz is not None and part.start_hz < part.cutoff_hz < high:
        at = f"{x(part.cutoff_hz):.1f}"
        cut = f'<line class="mark" x1="{at}" x2="{at}" y1="0" y2="{HEIGHT}"/>'
    svg = _svg(HEIGHT, "averaged spectrum in dB over Hz", comb + cut + level + _hz_axis(part.start_hz, high))
    if not part.residue:
        return svg
    residue = _curve(part.residue, x, part, "residue", HEIGHT - BOTTOM)
    return svg + _svg(
        HEIGHT, "residue in standard deviations over Hz", comb + residue + _hz_axis(part.start_hz, high)
    )


def timeline(chunks: Sequence[ChunkScore], duration_s: float) -> str:
    """How strongly each part of the recording carries the trace."""
    x = _across(0.0, max(duration_s, *(c.end_s for c in chunks)))
    top = max(6.0, *(c.z for c in chunks))
    floor = HEIGHT - BOTTOM
    bars = []
    # Parts overlap: each stands around its middle, halfway to its neighbours.
    middles = [(c.start_s + c.end_s) / 2.0 for c in chunks]
    inner = [(a + b) / 2.0 for a, b in pairwise(middles)]
    edges = [chunks[0].start_s, *inner, chunks[-1].end_s]
    for chunk, (begin_s, end_s) in zip(chunks, pairwise(edges), strict=True):
        height = max(1.0, max(0.0, chunk.z) / top * (floor - 10))
        kind = "strong" if chunk.z >= PRESENT else "faint"
        bars.append(
            f'<rect class="{kind}" x="{x(begin_s):.1f}" y="{floor - height:.1f}" height="{height:.1f}" '
            f'width="{max(1.0, x(end_s) - x(begin_s) - 1):.1f}">'
            f"<title>{chunk.start_s:.0f} to {chunk.end_s:.0f} s: {chunk.z:.1f}</title></rect>"
        )
    level = floor - PRESENT / top * (floor - 10)
    line = f'<line class="mark" x1="{LEFT}" x2="{WIDTH}" y1="{level:.1f}" y2="{level:.1f}"/>'
    scale_ = f'<text x="{LEFT - 4}" y="14" text-anchor="end">{top:.0f}</text>'
    axis = _axis(0.0, duration_s, " s", x)
    return _svg(HEIGHT, "strength of the trace by time", "".join(bars) + line + scale_ + axis)


def waveform(peaks: Sequence[float]) -> str:
    """Peak levels over the whole recording."""
    x = _across(0.0, float(len(peaks)))
    points = [f"{x(i):.1f},{30 - 28 * p:.1f}" for i, p in enumerate(peaks)]
    points += [f"{x(i):.1f},{30 + 28 * p:.1f}" for i, p in reversed(list(enumerate(peaks)))]
    return _svg(60, "peak levels", f'<polygon class="wave" points="{" ".join(points)}"/>')


class _across:  # noqa: N801  a function with two numbers filled in
    """From a value in ``low … high`` to a place across the plot."""

    def __init__(self, low: float, high: float) -> None:
        self._low, self._span = low, max(high - low, 1e-9)

    def __call__(self, value: float) -> float:
        return LEFT + (value - self._low) / self._span * (WIDTH - LEFT - RIGHT)


def _curve(values: Sequence[float], x: _across, part: SpectrumSlice, kind: str, floor: int) -> str:
    low, high = min(values), max(values)
    span = max(high - low, 1e-9)
    points = " ".join(
        f"{x(part.start_hz + i * part.step_hz):.1f},{floor - (v - low) / span * (floor - 12):.1f}"
        for i, v in enumerate(values)
    )
    ends = (
        f'<text x="{LEFT - 4}" y="14" text-anchor="end">{high:.0f}</text>'
        f'<text x="{LEFT - 4}" y="{floor}" text-anchor="end">{low:.0f}</text>'
    )
    return f'<polyline class="{kind}" points="{points}"/>{ends}'


def _hz_axis(low: float, high: float) -> str:
    """The same axis in kilohertz."""
    return _axis(low / 1000, high / 1000, " kHz", _across(low / 1000, high / 1000))


def _axis(low: float, high: float, unit: str, x: _across) -> str:
    """Round numbers along the bottom, and their places."""
    floor = HEIGHT - BOTTOM
    return "".join(
        f'<line class="tick" x1="{x(t):.1f}" x2="{x(t):.1f}" y1="{floor}" y2="{floor + 4}"/>'
        f'<text x="{x(t):.1f}" y="{HEIGHT - 6}" text-anchor="middle">{t:,.4g}{unit}</text>'
        for t in ticks(low, high)
    )


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers (1, 2 or 5 times a power of ten apart) within ``low … high``, eight at most."""
    least = max(high - low, 1e-9) / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= least)
    first = math.ceil(low / step - 1e-9)
    return tuple(i * step for i in range(first, math.floor(high / step + 1e-9) + 1))


def _svg(height: int, label: str, inside: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}" '
        f'preserveAspectRatio="xMinYMin meet">{inside}</svg>'
    )
