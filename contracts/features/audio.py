"""Features of the sound itself: the trace of neural decoders, and with it the texture.

A container's codec, rate, bit rate or loudness is deliberately no feature: it tells how a file was
packed, not where the music came from.
"""

from contracts.features.spec import FeatureSpec, Source
from contracts.features.texture import TEXTURE_FEATURES

SPACINGS_HZ: tuple[tuple[str, str], ...] = (
    ("21_53", "21.53"),
    ("23_44", "23.44"),
    ("25", "25"),
    ("43_07", "43.07"),
    ("45_94", "45.94"),
    ("46_88", "46.88"),
    ("50", "50"),
    ("57_42", "57.42"),
    ("62_5", "62.5"),
    ("75", "75"),
    ("83_33", "83.33"),
    ("86_13", "86.13"),
    ("93_75", "93.75"),
    ("100", "100"),
    ("114_84", "114.84"),
    ("125", "125"),
    ("137_81", "137.81"),
    ("150", "150"),
    ("172_27", "172.27"),
    ("200", "200"),
    ("229_69", "229.69"),
)
"""The line spacings looked for: the slug in the feature's name, and the spacing in Hz."""

_TRACE = "DECODER_TRACE"
_NOT_TRACE = "DECODER_TRACE_DOUBT"
_NO_COMB = (
    "the recording was not heard, is too short or too narrow in band, or looking for traces is turned off"
)
_NO_STEREO = f"{_NO_COMB}; or the recording is mono"
_SIGMA = "standard deviations"


def _spec(
    name: str, unit: str, meaning: str, high: str, low: str, *, reason: str, missing: str
) -> FeatureSpec:
    return FeatureSpec(name, unit, meaning, Source.AUDIO, missing, reason, high, low)


def _view(name: str, frames: str) -> FeatureSpec:
    return _spec(
        f"comb_{name}",
        _SIGMA,
        f"the comb found, in frames of {frames}",
        f"In frames of {frames} the lines stand out by {{value:.1f}} deviations.",
        f"In frames of {frames} the lines hardly stand out ({{value:.1f}} deviations).",
        reason=_TRACE,
        missing=f"{_NO_COMB}; or the lines are too close for frames of this length",
    )


_VIEWS = (
    _view("short", "0.19 s"),
    _view("long", "0.74 s"),
    _spec(
        "comb_side",
        _SIGMA,
        "the comb found, in the difference of the two channels",
        "In the difference of the two channels the lines stand out by {value:.1f} deviations.",
        "In the difference of the two channels the lines hardly stand out ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_STEREO,
    ),
)

_COMB = (
    _spec(
        "comb_pair",
        _SIGMA,
        "the strongest line spacing, as the mean of its two strongest views",
        "One line spacing of neural decoders stands out by {value:.1f} deviations in two views at once.",
        "No line spacing of neural decoders stands out in two views at once ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_scaled",
        _SIGMA,
        "the strongest decoder comb at another playing speed of those that people set, up to 7 %",
        "A decoder's lines stand out by {value:.1f} deviations if the recording was sped up or slowed down.",
        "No decoder's lines appear at another playing speed either ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_scaled_agreed",
        _SIGMA,
        "the decoder comb at another playing speed that averaged frames and one long frame agree on",
        "At another playing speed a decoder's exact lines stand out by {value:.1f} deviations.",
        "At another playing speed no decoder's lines stand out exactly ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_rival",
        _SIGMA,
        "the strongest evenly spaced lines that have nothing to do with the comb found",
        "Lines at other spacings ({value:.1f} deviations) do not explain what was found.",
        "Lines at other spacings ({value:.1f} deviations), as steady tones leave them, may explain it.",
        reason=_NOT_TRACE,
        missing=f"{_NO_COMB}; or the comb is too fine for frames of 0.74 s",
    ),
    _spec(
        "comb_margin",
        _SIGMA,
        "the comb found, less the strongest lines at an unrelated spacing",
        "The lines stand out by {value:.1f} deviations more than those at any other spacing.",
        "Lines at other spacings are as strong as the comb ({value:.1f} deviations between them).",
        reason=_TRACE,
        missing=f"{_NO_COMB}; or the comb is too fine for frames of 0.74 s",
    ),
    _spec(
        "comb_line_share",
        "share",
        "the share of the expected lines that stand out",
        "{value:.0%} of the lines that a decoder would leave are there.",
        "Only {value:.0%} of the lines that a decoder would leave are there.",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_narrow",
        _SIGMA,
        "how much the lines rise above the bins beside them",
        "The lines are narrow ({value:.1f} deviations above what is beside them), not an echo's ripple.",
        "The lines hardly rise above what is beside them ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_finer",
        "ratio",
        "the strongest comb at a whole fraction of the spacing, over the comb itself",
        "Between the lines there are no finer ones (ratio {value:.2f}), as with decoders.",
        "Between the lines there are finer ones (ratio {value:.2f}), as a steady beat makes them.",
        reason=_NOT_TRACE,
        missing=f"{_NO_COMB}; or there are no lines",
    ),
    _spec(
        "comb_halves",
        _SIGMA,
        "the weaker of the comb's lower and upper half of the band",
        "The lines run through the whole band ({value:.1f} deviations in the weaker half).",
        "The lines are in one half of the band only ({value:.1f} deviations in the other).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_persistence",
        "share",
        "the share of ten-second chunks that carry the track's comb",
        "The lines are there in {value:.0%} of all ten-second chunks.",
        "The lines are there in only {value:.0%} of all ten-second chunks.",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_chunk_median",
        _SIGMA,
        "the comb in the median ten-second chunk",
        "In a typical ten seconds the lines stand out by {value:.1f} deviations.",
        "In a typical ten seconds the lines hardly stand out ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_quiet",
        _SIGMA,
        "the comb in the quietest third of the recording",
        "The lines are there in the quiet parts too ({value:.1f} deviations).",
        "The lines are missing in the quiet parts ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_loud",
        _SIGMA,
        "the comb in the loudest third of the recording",
        "The lines are there in the loud parts too ({value:.1f} deviations).",
        "The lines are missing in the loud parts ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_mp3_lines",
        _SIGMA,
        "lines at the spacing of MP3's own filter bank",
        "Lines at MP3's own spacing ({value:.1f} deviations) do not explain what was found.",
        "Lines at MP3's own spacing ({value:.1f} deviations) may explain what was found.",
        reason=_NOT_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_mp3_sub_bands",
        _SIGMA,
        "lines at the spacing of MP3's 32 sub-bands",
        "Lines at MP3's sub-bands ({value:.1f} deviations) do not explain what was found.",
        "Lines at MP3's sub-bands ({value:.1f} deviations) may explain what was found.",
        reason=_NOT_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_mains",
        _SIGMA,
        "harmonics of 50 or 60 Hz between 300 Hz and 3 kHz",
        "Mains hum ({value:.1f} deviations) does not explain what was found.",
        "Mains hum or a steady tone ({value:.1f} deviations) may explain what was found.",
        reason=_NOT_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_low",
        _SIGMA,
        "the comb found, below 3 kHz, where a note's harmonics are strongest",
        "Below 3 kHz the lines are faint ({value:.1f} deviations): they are no note's harmonics.",
        "The lines go on below 3 kHz ({value:.1f} deviations), as a steady note's harmonics do.",
        reason=_NOT_TRACE,
        missing=_NO_COMB,
    ),
)

_WITNESSES = (
    _spec(
        "comb_exact",
        _SIGMA,
        "the comb found, in one frame of 24 s",
        "In one frame of 24 s the lines are exact and stand out by {value:.1f} deviations.",
        "In one frame of 24 s the lines hardly stand out ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "comb_pulse",
        _SIGMA,
        "how the level above 1.4 kHz pulses at the rate of the comb found",
        "The level pulses at the same rate, as a decoder's frames make it ({value:.1f} deviations).",
        "The level does not pulse at that rate ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "agree_all",
        _SIGMA,
        "lines, exact lines and pulses at one spacing of neural decoders (geometric mean)",
        "Lines, exact lines and pulses of the level agree on one decoder's spacing ({value:.1f} deviations).",
        "Lines, exact lines and pulses of the level do not agree on a spacing ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "agree_exact",
        _SIGMA,
        "lines in averaged frames and in one long frame at one spacing of 40 Hz or more",
        "Short and very long frames show the same decoder's lines ({value:.1f} deviations).",
        "Short and very long frames show no common lines ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "agree_exact_pulse",
        _SIGMA,
        "exact lines and pulses of the level at one spacing",
        "Exact lines and pulses of the level agree on one decoder's spacing ({value:.1f} deviations).",
        "Exact lines and pulses of the level do not agree on a spacing ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "agree_pulse",
        _SIGMA,
        "lines in averaged frames and pulses of the level at one spacing",
        "Lines and pulses of the level agree on one decoder's spacing ({value:.1f} deviations).",
        "Lines and pulses of the level do not agree on a spacing ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "side_only",
        _SIGMA,
        "a comb in the difference of the channels at both frame lengths, less that in their sum",
        "The channels' difference carries a decoder's lines that their sum hides ({value:.1f} deviations).",
        "The channels' difference carries no lines of its own ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "ripple_dips",
        _SIGMA,
        "a ripple with dips every 25 Hz",
        "The spectrum dips every 25 Hz, as known from one generator ({value:.1f} deviations).",
        "The spectrum has no dips every 25 Hz ({value:.1f} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "evidence_first",
        "of 1",
        "the strongest of six witnesses at this or another playing speed; 1: one in a hundred by people",
        "The strongest trace is {value:.2f}; 1 is the highest in a hundred recordings by people.",
        "The strongest trace is {value:.2f}, as in music by people.",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
    _spec(
        "evidence_second",
        "of 1",
        "the second strongest witness at that speed, on the same scale",
        "A second, independent trace is {value:.2f}; 1 is the highest in a hundred recordings by people.",
        "A second trace is {value:.2f}, as in music by people.",
        reason=_TRACE,
        missing=_NO_COMB,
    ),
)

_FAMILIES = tuple(
    _spec(
        f"comb_z_{slug}",
        _SIGMA,
        f"lines every {hertz} Hz, as the mean of the two strongest views",
        f"Lines every {hertz} Hz, known from neural decoders, stand out by {{value:.1f}} deviations.",
        f"Lines every {hertz} Hz are hardly there ({{value:.1f}} deviations).",
        reason=_TRACE,
        missing=_NO_COMB,
    )
    for slug, hertz in SPACINGS_HZ
)

AUDIO_FEATURES: tuple[FeatureSpec, ...] = (*_VIEWS, *_COMB, *_WITNESSES, *_FAMILIES, *TEXTURE_FEATURES)
"""What the ear measures, in the order of the models' columns."""
