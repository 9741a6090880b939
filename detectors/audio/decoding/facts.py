"""What a decoder says of a file."""

from dataclasses import dataclass

from detectors.errors import AudioLimitError

MIN_RATE_HZ = 4_000
MAX_RATE_HZ = 384_000
MAX_CHANNELS = 32


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """A file's codec and form. ``codec`` is FFmpeg's name; ``declared_s`` None where nothing is declared."""

    codec: str
    sample_rate_hz: int
    channels: int
    declared_s: float | None = None

    def checked(self, name: str) -> "AudioFacts":
        """Itself; AudioLimitError where the rate or the channels are none that music has."""
        if not MIN_RATE_HZ <= self.sample_rate_hz <= MAX_RATE_HZ:
            raise AudioLimitError(
                f"{name}: a sample rate of {self.sample_rate_hz} Hz is declared,"
                f" outside {MIN_RATE_HZ} to {MAX_RATE_HZ} Hz.",
                remedy="Deliver the recording at 44,100 or 48,000 Hz.",
            )
        if not 1 <= self.channels <= MAX_CHANNELS:
            raise AudioLimitError(
                f"{name}: {self.channels} channels are declared, outside 1 to {MAX_CHANNELS}.",
                remedy="Deliver the recording in mono or stereo.",
            )
        return self
