"""Calls of FFmpeg's transform without Python between them, compiled."""

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]  # it ships no types
from numba import types
from numba.extending import intrinsic

from detectors.audio.compiled import compiled

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


@compiled("void(UniTuple(int64, 2), UniTuple(int64, 2), int64, int64)")
def call_rows(call: tuple[int, int], data: tuple[int, int], row_bytes: int, count: int) -> None:
    """Transform ``count`` rows. ``call`` is the function's and its context's address.

    ``data`` is where the first row is read and where it is written, rows lie ``row_bytes`` apart.
    """
    for row in range(count):
        offset = row * row_bytes
        _call(call[0], call[1], data[1] + offset, data[0] + offset, _STEP)
