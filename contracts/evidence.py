"""What was found, in words and numbers, and what a person needs to see it."""

from typing import Literal

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


class Grounds(Part):
    """What the evidence of a whole recording rests on, and what its parts are therefore asked for.

    ``lines`` are a decoder's, ``spacing_hz`` apart; a ``ripple`` has dips there instead. ``strength`` is in
    standard deviations. Looked at from 3 kHz to ``band_end_hz``. In a recording that is played ``speed``
    times as fast as it was decoded the lines are that much wider apart than ``spacing_hz``.
    """

    kind: Literal["lines", "ripple"]
    spacing_hz: float
    strength: float
    band_end_hz: float
    speed: float = 1.0


class SpacingScore(Part):
    """One line spacing with what each look sees of it, in standard deviations; None where it sees nothing.

    ``comb`` are lines in averaged frames, ``exact`` lines in one long frame, ``pulse`` the level's pulses at
    that rate; ``together`` is their sum over the root of three. ``known_from`` says which decoders leave it.
    """

    spacing_hz: float
    together: float
    comb: float | None = None
    exact: float | None = None
    pulse: float | None = None
    known_from: str = ""


class ChunkScore(Part):
    """How strongly a part of the track carries what its evidence rests on, in standard deviations (``z``).

    Without the trace a part lies near 0, and above 3 in about one of a hundred cases.
    """

    start_s: float
    end_s: float
    z: float


class Attribution(Part):
    """Whose decoder the trace is like, of those that were ``compared``; no proof of a service.

    ``names`` is empty for an unknown decoder; several are decoders that leave the same lines.
    """

    text: str
    compared: int
    names: tuple[str, ...] = ()


class AudioExhibit(Part):
    """What the page draws of a recording.

    ``waveform`` holds peak levels in 0…1, evenly spaced over ``duration_s``. ``spacings`` are those that
    stand out, strongest first. ``chunks`` measure the strength of ``grounds`` by time; recordings whose
    score is too low to give reasons have none. ``attribution`` is there from the review threshold on.
    """

    duration_s: float
    waveform: tuple[float, ...] = ()
    spectrum: SpectrumSlice | None = None
    grounds: Grounds | None = None
    spacings: tuple[SpacingScore, ...] = ()
    chunks: tuple[ChunkScore, ...] = ()
    attribution: Attribution | None = None
