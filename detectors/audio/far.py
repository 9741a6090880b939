"""Calls of FFmpeg's transform without Python between them, compiled."""

from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # it ships no types
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from detectors.audio.compiled import compiled

ComplexArray = NDArray[np.complex64]

_STEP = 8


@intrinsic  # type: ignore[untyped-decorator]  # it has no types
def _call(_: Any, function: Any, context: Any, target: Any, source: Any, step: Any) -> Any:
    """Call ``void (*)(void *context, void *target, void *source, ptrdiff_t step)`` at an address."""

    def generate(_: Any, builder: Any, __: Any, args: Any) -> Any:
        pointer, word = ir.IntType(8).as_pointer(), ir.IntType(64)
        kind = ir.FunctionType(ir.VoidType(), [pointer, pointer, pointer, word]).as_pointer()
        address, *rest = args
        pointers = [builder.inttoptr(value, pointer) for value in rest[:3]]
        builder.call(builder.inttoptr(address, kind), [*pointers, rest[3]])
        return ir.Constant(word, 0)

    return types.int64(function, context, target, source, step), generate


@compiled("void(int64, int64, complex64[:,::1], complex64[:,::1], int64)")
def call_rows(function: int, context: int, frames: ComplexArray, spectra: ComplexArray, count: int) -> None:
    """Transform the first ``count`` rows with the function and the context at these addresses."""
    row_bytes = frames.shape[1] * _STEP
    source, target = frames.ctypes.data, spectra.ctypes.data
    for row in range(count):
        offset = row * row_bytes
        _call(function, context, target + offset, source + offset, _STEP)
