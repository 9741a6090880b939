import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.evidence import ChunkScore, SpectrumSlice
from deadwax.report import plots

SLICE = SpectrumSlice(
    start_hz=2_000.0,
    step_hz=10.0,
    level_db=tuple(-50.0 - i / 20 for i in range(1_000)),
    residue=tuple(float(i % 7) for i in range(1_000)),
    spacing_hz=100.0,
    lines_hz=tuple(2_000.0 + 100 * i for i in range(50)),
    cutoff_hz=11_000.0,
)


def drawn(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<div>{svg}</div>"))


def test_a_spectrum_is_drawn_with_its_lines_where_they_are() -> None:
    level, residue = drawn(plots.spectrum(SLICE))
    for svg in (level, residue):
        assert len([e for e in svg if e.get("class") == "comb"]) == 50
        places = [
            float(p.split(",")[0])
            for p in next(e for e in svg if e.tag == "polyline").get("points", "").split()
        ]
        assert len(places) == 1_000
        assert places == sorted(places)
        assert 0 < places[0] < places[-1] <= plots.WIDTH
    assert any(e.get("class") == "mark" for e in level), "the cut-off is marked"


def test_a_spectrum_without_a_residue_is_one_plot() -> None:
    assert len(drawn(plots.spectrum(SLICE.model_copy(update={"residue": (), "lines_hz": ()})))) == 1


def test_strong_parts_of_a_recording_are_told_from_faint_ones() -> None:
    chunks = [ChunkScore(start_s=5.0 * i, end_s=5.0 * i + 10, z=z) for i, z in enumerate((-1.0, 2.0, 9.0))]
    (svg,) = drawn(plots.timeline(chunks, 20.0))
    bars = [e for e in svg if e.tag == "rect"]
    assert [bar.get("class") for bar in bars] == ["faint", "faint", "strong"]
    heights = [float(bar.get("height", "0")) for bar in bars]
    assert heights == sorted(heights)
    assert all(float(bar.get("width", "0")) > 0 for bar in bars)
    # Each bar stands around its part's middle: they meet at 7.5 and 12.5 of 20 s.
    starts = [float(bar.get("x", "0")) for bar in bars]
    whole = plots.WIDTH - plots.LEFT - plots.RIGHT
    assert [(start - plots.LEFT) / whole * 20.0 for start in starts] == pytest.approx(
        [0.0, 7.5, 12.5], abs=0.01
    )


def test_the_score_s_bar_is_as_long_as_the_score() -> None:
    lengths = []
    for probability in (0.0, 0.5, 1.0):
        (svg,) = drawn(plots.scale(probability, {"review": 0.7, "hold": 0.9}))
        lengths.append(float(next(e for e in svg if e.get("class") == "level").get("width", "")))
    assert lengths[0] == 0
    assert lengths[2] == pytest.approx(2 * lengths[1], abs=0.11)
    assert re.findall(r"review 0\.70|hold 0\.90", plots.scale(None, {"review": 0.7, "hold": 0.9}))


@given(st.floats(-1e5, 1e5), st.floats(0.01, 1e5))
def test_ticks_are_round_few_and_inside(low: float, span: float) -> None:
    found = plots.ticks(low, low + span)
    assert len(found) <= 8
    assert all(low - 1e-6 * span <= t <= low + span * (1 + 1e-6) for t in found)


def test_a_waveform_is_closed_and_mirrored() -> None:
    (svg,) = drawn(plots.waveform([0.0, 1.0, 0.5]))
    assert svg[0].tag.endswith("polygon")
    assert len((svg[0].get("points") or "").split()) == 6
