"""A lapped orthogonal transform (MDCT with the sine window): a transposed convolution that loses nothing.

A level with stride ``s`` turns every channel into ``s`` channels at ``1/s`` of the rate with windows
of ``2 s`` samples, the shape of ``ConvTranspose1d(kernel=2 s, stride=s)``. Analysis and synthesis
invert each other exactly (time-domain alias cancellation, Princen and Bradley 1986).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Latent = NDArray[np.float32]


@cache
def basis(stride: int) -> Latent:
    """The windowed cosine basis: shape (stride, 2 stride), one row per output channel."""
    position = np.arange(2 * stride)
    window = np.sin(np.pi * (position + 0.5) / (2 * stride))
    angle = np.pi / stride * (position[None, :] + 0.5 + stride / 2) * (np.arange(stride)[:, None] + 0.5)
    rows: Latent = (np.sqrt(2 / stride) * window * np.cos(angle)).astype(np.float32)
    rows.flags.writeable = False
    return rows


def analyse(latent: Latent, stride: int) -> Latent:
    """Split channels: shape (time, channels) becomes (time / stride + 1, channels · stride).

    Time must be a multiple of ``stride``.
    """
    rows = basis(stride)
    blocks = latent.reshape(-1, stride, latent.shape[1]).transpose(0, 2, 1)
    # Column block 0 is what a block gives as the older half of a window, block 1 as the newer half.
    halves = blocks.reshape(-1, stride) @ np.concatenate([rows[:, :stride], rows[:, stride:]]).T
    halves = halves.reshape(*blocks.shape[:2], 2, stride)
    frames = np.zeros((blocks.shape[0] + 1, blocks.shape[1], stride), dtype=np.float32)
    frames[1:] += halves[:, :, 0]
    frames[:-1] += halves[:, :, 1]
    return frames.reshape(frames.shape[0], -1)


def synthesise(latent: Latent, stride: int, kernel: Latent) -> Latent:
    """Join channels again with ``kernel`` (``basis(stride)``, or one near it): the inverse of analyse."""
    frames = latent.reshape(latent.shape[0], -1, stride)
    halves = (frames.reshape(-1, stride) @ kernel).reshape(*frames.shape[:2], 2 * stride)
    blocks = halves[1:, :, :stride] + halves[:-1, :, stride:]
    return np.ascontiguousarray(blocks.transpose(0, 2, 1)).reshape(-1, frames.shape[1])
