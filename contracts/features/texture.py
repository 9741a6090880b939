"""Features of the sound's texture and of its two channels.

No model leans on them today: on generators that a model had not heard they did not help. They are recorded
for policies, for moderators and for later training.
"""

from contracts.features.spec import FeatureSpec, Source

BANDS = (("low", "0 to 2 kHz"), ("mid", "2 to 8 kHz"), ("high", "8 to 16 kHz"))
STEREO_BANDS = (("low", "0.2 to 2 kHz"), ("mid", "2 to 8 kHz"), ("high", "8 to 16 kHz"))
MFCCS = 13

_UNHEARD = "the recording was not heard"
_NO_FRAME = f"{_UNHEARD}, or it is silent"
_MONO = f"{_UNHEARD}, is mono, or is silent in this band"


def _spec(
    name: str, unit: str, meaning: str, *, reason: str = "SOUND_TEXTURE", missing: str = _NO_FRAME
) -> FeatureSpec:
    shown = "{value:.1%}" if unit == "share" else "{value:,.2f} " + unit
    sentence = f"{meaning[0].upper()}{meaning[1:]}: {shown}."
    return FeatureSpec(name, unit, meaning, Source.AUDIO, missing, reason, sentence, sentence)


def _shares() -> tuple[FeatureSpec, ...]:
    words = (
        ("silent_share", "share of the recording under -60 dBFS"),
        ("clipped_share", "share of samples in runs at the recording's own peak"),
        ("digital_zero_share", "share of samples that are exactly zero"),
    )
    return tuple(_spec(name, "share", meaning, missing=_UNHEARD) for name, meaning in words)


def _stereo() -> tuple[FeatureSpec, ...]:
    specs = []
    for band, hertz in STEREO_BANDS:
        for name, unit, words in (
            ("coherence", "of 1", "coherence of the two channels"),
            ("phase_spread", "of 1", "spread of the phase between the two channels"),
            ("side_mid_db", "dB", "level of the channels' difference over their sum"),
        ):
            meaning = f"{words}, {hertz}"
            specs.append(_spec(f"{name}_{band}", unit, meaning, reason="STEREO_FIELD", missing=_MONO))
    return tuple(specs)


def _pairs(name: str, unit: str, words: str) -> tuple[FeatureSpec, ...]:
    return (
        _spec(f"{name}_mean", unit, f"{words}, mean over the frames"),
        _spec(f"{name}_std", unit, f"{words}, spread over the frames"),
    )


def _spectrum() -> tuple[FeatureSpec, ...]:
    specs = [
        *_pairs("mel_skewness", "of 1", "skewness of the spectrum over 48 mel bands"),
        *_pairs("mel_kurtosis", "of 1", "kurtosis of the spectrum over 48 mel bands"),
        *_pairs("centroid_hz", "Hz", "spectral centroid"),
        *_pairs("bandwidth_hz", "Hz", "spectral bandwidth"),
        *_pairs("rolloff_hz", "Hz", "frequency below which 85 % of the spectrum lies"),
        *_pairs("flux", "of 1", "rise of the spectrum from frame to frame"),
    ]
    for band, hertz in BANDS:
        specs += _pairs(f"flatness_{band}", "of 1", f"flatness of the spectrum, {hertz}")
    thirds = (("low", "lowest"), ("mid", "middle"), ("high", "highest"))
    specs += [
        _spec(f"mel_movement_{band}", "dB", f"movement of the {third} third of the mel bands")
        for band, third in thirds
    ]
    specs.append(_spec("dynamics_db", "dB", "loud frames over quiet frames (95th over 10th percentile)"))
    for i in range(1, MFCCS + 1):
        specs += _pairs(f"mfcc_{i}", "dB", f"mel-frequency cepstral coefficient {i}")
    return tuple(specs)


TEXTURE_FEATURES: tuple[FeatureSpec, ...] = (*_shares(), *_stereo(), *_spectrum())
"""All of them, in order."""
