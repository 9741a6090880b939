"""Simulated neural decoders: music goes through them and comes out with a decoder's trace.

Every stride is a lossless lapped transform (see lapped.py), so an ideal decoder leaves no trace at
all. What leaves one is the bias that every layer of a trained decoder adds to its channels: a constant
at a layer's input rate becomes lines at multiples of that rate in the sound (zero-insertion repeats a
spectrum, and the spectrum of a constant is a line). Errors of the kernels and quantisation noise blur
the sound; only large errors over many levels leave faint images of low tones. These sounds may train a
model; they never prove its recall.
"""

from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

from detectors.errors import TrainingError
from detectors.training.decoder_families import DecoderFamily
from detectors.training.lapped import analyse, basis, synthesise

Sound = NDArray[np.float32]

SEAM_S = 0.04
CHUNKED_SHARE = 0.5
MID_SIDE_SHARE = 0.4
STEREO = 2
AXES = 2


@dataclass(frozen=True, slots=True)
class DecoderFaults:
    """How a decoder differs from a lossless one; all shares of the latent's root mean square.

    ``bias`` is the standard deviation of the constants that a level adds to its channels.
    ``kernel_error`` perturbs kernels, ``quantisation`` adds noise to the innermost latent, ``snake``
    bends it (x + snake · sin²x). ``chunk_s`` decodes in windows with a cross-fade, None in one go.
    ``mid_side`` decodes sum and difference instead of left and right.
    """

    bias: float = 0.01
    kernel_error: float = 0.005
    quantisation: float = 0.0
    snake: float = 0.0
    chunk_s: float | None = None
    mid_side: bool = False


def random_faults(rng: np.random.Generator) -> DecoderFaults:
    """Draw faults: bias log-uniform in 0.001 … 0.03, so that weak traces are among them."""
    return DecoderFaults(
        bias=float(10 ** rng.uniform(-3.0, -1.52)),
        kernel_error=float(10 ** rng.uniform(-2.7, -1.7)),
        quantisation=float(10 ** rng.uniform(-2.5, -1.2)),
        snake=float(rng.uniform(0, 0.05)),
        chunk_s=float(rng.uniform(5, 30)) if rng.random() < CHUNKED_SHARE else None,
        mid_side=bool(rng.random() < MID_SIDE_SHARE),
    )


def decode(
    sound: Sound, sample_rate_hz: int, family: DecoderFamily, faults: DecoderFaults, seed: int
) -> Sound:
    """Pass ``sound`` of shape (channels, samples) through a decoder; same shape and rate come back.

    It runs at the family's native rate, so a band above half of that rate is lost, as in life.
    """
    if sound.ndim != AXES or sound.shape[1] < family.hop:
        raise TrainingError(
            f"{family.name} needs sound of shape (channels, {family.hop} or more samples), got {sound.shape}",
            remedy="pass longer sound, with the channels first",
        )
    rng = np.random.default_rng([seed, 0xDEC0DE])
    native = _resample(sound, sample_rate_hz, family.sample_rate_hz)
    paired = faults.mid_side and native.shape[0] == STEREO
    if paired:
        native = _rotate(native)
    kernels = [_kernel(stride, faults.kernel_error, rng) for stride in family.strides]
    # One trained network decodes all channels and chunks: same kernels, same biases.
    network_seed = int(rng.integers(2**32))
    decoded = np.stack([_decode_chunks(c, family, faults, kernels, network_seed) for c in native])
    if paired:
        decoded = _rotate(decoded)
    return _fit(_resample(decoded, family.sample_rate_hz, sample_rate_hz), sound.shape[1])


def _decode_chunks(
    channel: Sound, family: DecoderFamily, faults: DecoderFaults, kernels: list[Sound], seed: int
) -> Sound:
    if faults.chunk_s is None:
        return _decode_once(channel, family, faults, kernels, seed)
    seam = round(SEAM_S * family.sample_rate_hz)
    size = max(round(faults.chunk_s * family.sample_rate_hz), 2 * seam + family.hop)
    out = np.zeros_like(channel)
    fade = np.linspace(0, 1, seam, dtype=np.float32)
    for start in range(0, channel.size, size - seam):
        part = _decode_once(channel[start : start + size], family, faults, kernels, seed)
        if start > 0:
            part[:seam] *= fade[: part.size]
        if start + size < channel.size:
            part[-seam:] *= fade[::-1]
        out[start : start + part.size] += part
    return out


def _decode_once(
    channel: Sound, family: DecoderFamily, faults: DecoderFaults, kernels: list[Sound], seed: int
) -> Sound:
    latent = np.zeros((-(-channel.size // family.hop) * family.hop, 1), dtype=np.float32)
    latent[: channel.size, 0] = channel
    scale = np.float32(max(float(np.sqrt(np.mean(latent**2))), 1e-6))
    lengths = []
    for stride in reversed(family.strides):
        lengths.append(latent.shape[0])
        latent = analyse(_pad(latent, stride), stride)
    rng = np.random.default_rng([seed, channel.size])
    network = np.random.default_rng(seed)
    latent = _blur(latent, faults, scale, rng)
    for stride, kernel, length in zip(family.strides, kernels, reversed(lengths), strict=True):
        bias = network.standard_normal(latent.shape[1], dtype=np.float32)
        latent += np.float32(faults.bias) * scale * bias
        frames = -(-length // stride) + 1
        latent = synthesise(latent[:frames], stride, kernel)[:length]
    return latent[: channel.size, 0]


def _blur(latent: Sound, faults: DecoderFaults, scale: np.float32, rng: np.random.Generator) -> Sound:
    if faults.quantisation:
        noise = rng.standard_normal(latent.shape, dtype=np.float32)
        latent = latent + np.float32(faults.quantisation) * scale * noise
    if faults.snake:
        latent = latent + np.float32(faults.snake) * scale * np.sin(latent / scale) ** 2
    return latent


def _kernel(stride: int, error: float, rng: np.random.Generator) -> Sound:
    """The basis with every weight off by ``error`` of the basis's root mean square."""
    rows = basis(stride)
    spread = np.float32(error * np.sqrt(np.mean(rows**2)))
    return rows + spread * rng.standard_normal(rows.shape, dtype=np.float32)


def _pad(latent: Sound, multiple: int) -> Sound:
    """Pad time with zeros to a multiple."""
    missing = -latent.shape[0] % multiple
    return np.pad(latent, ((0, missing), (0, 0))) if missing else latent


def _rotate(stereo: Sound) -> Sound:
    """Left and right to mid and side, and back."""
    mid = (stereo[0] + stereo[1]) * np.float32(np.sqrt(0.5))
    side = (stereo[0] - stereo[1]) * np.float32(np.sqrt(0.5))
    return np.stack([mid, side])


def _resample(sound: Sound, from_hz: int, to_hz: int) -> Sound:
    if from_hz == to_hz:
        return sound
    resampled = soxr.resample(np.ascontiguousarray(sound.T), from_hz, to_hz, quality="HQ")
    return np.ascontiguousarray(resampled.T, dtype=np.float32)


def _fit(sound: Sound, samples: int) -> Sound:
    """Cut or pad with zeros to exactly ``samples``."""
    if sound.shape[1] >= samples:
        return sound[:, :samples]
    return np.pad(sound, ((0, 0), (0, samples - sound.shape[1])))
