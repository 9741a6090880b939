"""Reasons that speak of the sound itself."""

from contracts.reasons.reason import Reason

AUDIO_REASONS: tuple[Reason, ...] = (
    Reason(
        "DECODER_TRACE",
        "Trace of a neural decoder",
        "The spectrum holds faint lines at a fixed spacing, as neural networks leave them when they turn "
        "codes into sound. Music generators do this, and so do AI mastering, AI stem separation and "
        "neural codecs on music by people: ask before concluding.",
    ),
    Reason(
        "DECODER_TRACE_IN_PARTS",
        "Trace of a neural decoder in some parts only",
        "Some seconds of the recording carry the trace and others do not, as where generated music was "
        "joined to music by people or laid under it for a while. A faint trace comes and goes as well.",
    ),
    Reason(
        "DECODER_KIND",
        "Whose decoder the trace is like",
        "The pattern of line spacings compared with those of generators and codecs heard before. Decoders "
        "are shared and copied, and an unknown one is common: it names no service, and proves nothing.",
    ),
    Reason(
        "DECODER_TRACE_DOUBT",
        "What else may have made the lines",
        "A steady beat, a sustained synthesiser tone, mains hum and low-bit-rate MP3 leave evenly spaced "
        "lines too. This says how far they explain what was found.",
    ),
    Reason(
        "STEREO_FIELD",
        "Unusual relation of the two channels",
        "The left and right channels agree more or less than they do in most recordings by people. "
        "Old stereo recordings and wide synthesisers can do the same.",
    ),
    Reason(
        "SOUND_TEXTURE",
        "Unusual texture of the sound",
        "How the sound is spread over frequency and time is more usual for generated music. By itself "
        "this proves nothing.",
    ),
)
