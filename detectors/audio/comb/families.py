"""Spacings at which decoders leave lines, and spacings that codecs and the mains leave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A spacing in Hz and what is known to leave it; ``slug`` names its feature."""

    slug: str
    spacing_hz: float
    known_from: str


# Left out are 10.77, 31.25, 40, 66.67, 80 and 400 Hz: in music by people they are beats and tones more
# often than decoders (40 and 80 Hz: 26 false finds for one true one in 670 recordings). Decoders that leave
# lines there leave them at multiples too, which are listed.
FAMILIES: tuple[Family, ...] = (
    Family("21_53", 44_100 / 2048, "44.1 kHz decoders of stride 2048"),
    Family("23_44", 48_000 / 2048, "48 kHz decoders of stride 2048"),
    Family("25", 25.0, "25 Hz codes, among them 48 kHz decoders of stride 1920"),
    Family("43_07", 44_100 / 1024, "44.1 kHz decoders of stride 1024"),
    Family("45_94", 44_100 / 960, "44.1 kHz decoders of stride 960"),
    Family("46_88", 48_000 / 1024, "48 kHz decoders of stride 1024"),
    Family("50", 50.0, "50 Hz codes, among them 32 kHz decoders of stride 640"),
    Family("57_42", 44_100 / 768, "44.1 kHz decoders of stride 768"),
    Family("62_5", 62.5, "16 kHz decoders of stride 256"),
    Family("75", 75.0, "24 kHz decoders of stride 320"),
    Family("83_33", 250.0 / 3, "32 kHz decoders of stride 384"),
    Family("86_13", 44_100 / 512, "44.1 kHz decoders of stride 512"),
    Family("93_75", 93.75, "24 or 48 kHz decoders of stride 256 or 512"),
    Family("100", 100.0, "16 kHz decoders of stride 160"),
    Family("114_84", 44_100 / 384, "44.1 kHz decoders of stride 384"),
    Family("125", 125.0, "16 kHz decoders of stride 128"),
    Family("137_81", 44_100 / 320, "decoders of stride 320 run at 44.1 kHz"),
    Family("150", 150.0, "48 kHz decoders of stride 320"),
    Family("172_27", 44_100 / 256, "44.1 kHz decoders of stride 256"),
    Family("200", 200.0, "200 Hz stages"),
    Family("229_69", 44_100 / 192, "44.1 kHz decoders of stride 192"),
)

COARSE: tuple[float, ...] = (44_100 / 4096, 12.5, 200.0 / 3.0, 400.0 / 3.0, 400.0)
"""Spacings of decoders that are not looked for themselves, and that are no beat either, in Hz."""

MAINS: tuple[float, ...] = (50.0, 60.0)


MP3_LINES: tuple[float, ...] = (44_100 / 1152, 48_000 / 1152, 32_000 / 1152)
"""The spacings of MPEG layer III's 576 lines, in Hz; a file may have been MP3 at another rate before."""


def mp3_sub_bands(sample_rate_hz: float) -> float:
    """The spacing of MPEG audio's 32 sub-bands, in Hz."""
    return sample_rate_hz / 64
