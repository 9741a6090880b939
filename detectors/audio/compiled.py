"""Compiling of inner loops by numba, once per machine."""

import importlib
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import numba
from numba.core.registry import cpu_target
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])

# Sums may be taken in another order and products fused; a division by zero is infinite, no exception.
_OPTIONS: dict[str, Any] = {
    "fastmath": {"reassoc", "contract", "arcp", "nsz"},
    "error_model": "numpy",
    "nogil": True,
}


def _start_without_blas() -> None:
    """Let numba start without looking for a BLAS that no loop here uses: scipy.linalg would take 25 MB."""
    name = "scipy.linalg"
    if name in sys.modules:
        return
    sys.modules[name] = None  # type: ignore[assignment]  # Python's way to say: cannot be imported
    try:
        importlib.import_module("numba.np.arraymath")
    finally:
        del sys.modules[name]


def _start_without_optimising() -> None:
    """Let numba make its own few functions as they are: the compiler's optimiser would take 10 MB to wake."""
    context, level = cpu_target.target_context, numba.config.OPT
    numba.config.OPT = type(level)(0)
    try:
        context.refresh()
    finally:
        numba.config.OPT = level


_start_without_blas()
_start_without_optimising()


def compiled(signature: str) -> Callable[[Function], Function]:
    """Compile for ``signature`` when the module is imported; the machine code is kept on disk.

    It lies beside the source or, where that may not be written, in the user's cache (``NUMBA_CACHE_DIR``
    names another place); where neither can be written every process compiles for itself. It is made anew
    when the file that holds the function changes: keep what is inlined in the same file.
    """

    def compile_it(function: Function) -> Function:
        try:
            made: Any = numba.njit(signature, cache=True, **_OPTIONS)(function)
        except RuntimeError:  # no place for the cache
            made = numba.njit(signature, **_OPTIONS)(function)
        checked: Function = made
        return checked

    return compile_it


def inlined(function: Function) -> Function:
    """Compile as part of each function that calls it: only then do loops over it become vector code."""
    made: Function = numba.njit(inline="always")(function)
    return made


def generated(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function whose body is written in the compiler's own terms."""
    made: Callable[..., Any] = intrinsic(function)
    return made
