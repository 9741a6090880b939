"""What was found, in words and numbers, and what a person needs to see it."""

from contracts.message import Part


class Evidence(Part):
    """One reason: a stable code of the reason vocabulary, a plain sentence, and the number behind it.

    ``contribution`` is the share of a model's log-odds that the feature added (SHAP value of
    LightGBM's ``pred_contrib``), None for evidence that no model gave.
    """

    code: str
    text: str
    value: float | None = None
    unit: str | None = None
    feature: str | None = None
    contribution: float | None = None
    start_s: float | None = None
    end_s: float | None = None


class SpectrumSlice(Part):
    """The averaged spectrum in evenly spaced points, and the comb's lines in it.

    ``level_db[i]`` belongs to ``start_hz + i * step_hz``. ``residue`` is the whitened residue in
    standard deviations on the same points. ``lines_hz`` are multiples of ``spacing_hz``.
    """

    start_hz: float
    step_hz: float
    level_db: tuple[float, ...]
    residue: tuple[float, ...] = ()
    spacing_hz: float | None = None
    lines_hz: tuple[float, ...] = ()
    cutoff_hz: float | None = None


class ChunkScore(Part):
    """How strongly a part of the track carries the comb, in standard deviations (``z``)."""

    start_s: float
    end_s: float
    z: float


class AudioExhibit(Part):
    """What the page draws of a recording.

    ``waveform`` holds peak levels in 0…1, evenly spaced over ``duration_s``.
    """

    duration_s: float
    waveform: tuple[float, ...] = ()
    spectrum: SpectrumSlice | None = None
    chunks: tuple[ChunkScore, ...] = ()
