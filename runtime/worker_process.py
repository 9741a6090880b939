"""The far side of a worker: reads calls from a pipe, runs them under limits, answers.

A frame is a length in eight bytes (big endian) and that many bytes. A request is pickled by the parent;
an answer is one byte that names its kind and then JSON or raw bytes, so that the parent never unpickles.
"""

import ctypes
import json
import os
import pickle
import resource
import struct
import sys
import threading
import time
import traceback
from typing import Any, BinaryIO

from runtime.errors import DeadwaxError

HEADER = struct.Struct(">Q")
_KINDS = {b"b": "value", b"j": "value", b"e": "error", b"m": "memory", b"r": "result"}
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_MAX_FILE_BYTES = 1 << 30
_LOOK_S = 0.5
_UNUSED = ("_hashlib", "yaml")
"""What libraries import where it is there and do without where not: OpenSSL alone takes 3 MB."""


def answer_value(answer: bytes) -> tuple[str, Any]:
    """The kind of an answer (``value``, ``error``, ``memory``, ``result``) and what it carries.

    Raises ValueError where the bytes are no answer.
    """
    mark, body = answer[:1], answer[1:]
    if mark not in _KINDS:
        raise ValueError(f"no such kind of answer: {mark!r}")
    return _KINDS[mark], body if mark == b"b" else json.loads(body)


def error_of(value: Any) -> DeadwaxError | None:
    """The error that a worker named by its code, where this process knows that code."""
    if not isinstance(value, dict):
        return None
    known = {kind.code: kind for kind in _descendants(DeadwaxError)}
    kind = known.get(str(value.get("code")))
    if kind is None:
        return None
    return kind(str(value.get("message", "")), remedy=str(value.get("remedy", "")))


def _descendants(kind: type[DeadwaxError]) -> list[type[DeadwaxError]]:
    children = kind.__subclasses__()
    return children + [below for child in children for below in _descendants(child)]


def _encode(result: Any) -> bytes:
    if isinstance(result, bytes | bytearray | memoryview):
        return b"b" + bytes(result)
    try:
        return b"j" + json.dumps(result, allow_nan=True).encode()
    except (TypeError, ValueError) as error:
        return b"r" + json.dumps(f"its result is neither a JSON value nor bytes ({error}).").encode()


def _answer(request: bytes) -> bytes:
    try:
        function, args = pickle.loads(request)  # noqa: S301  written by the parent process alone
        return _encode(function(*args))
    except MemoryError:
        return b"mnull"
    except DeadwaxError as error:
        named = {"code": error.code, "message": error.message, "remedy": error.remedy}
        return b"e" + json.dumps(named).encode()
    except Exception as error:  # noqa: BLE001  whatever a call raises costs that call alone
        place = traceback.extract_tb(error.__traceback__)[-1]
        text = f"{type(error).__name__}: {error} ({os.path.basename(place.filename)}:{place.lineno})"  # noqa: PTH119
        return b"e" + json.dumps({"code": None, "message": text}).encode()


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_FILE_BYTES, _MAX_FILE_BYTES))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, wanted))


def _allow_cpu(seconds: int) -> None:
    """Move the CPU limit to ``seconds`` from now: it counts over the life of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(
        resource.RLIMIT_CPU, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard)
    )


def _leave_network() -> None:
    """Move into an empty network namespace where the kernel allows it.

    The user namespace is the second choice: it gives up root's right to read other users' files.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _end_with(parent: int) -> None:
    """End as soon as the parent has gone, also in the middle of a call.

    The kernel's own signal for this (PR_SET_PDEATHSIG) follows the thread that started us, not the process.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_S)
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def _read(pipe: BinaryIO, length: int) -> bytes | None:
    data = pipe.read(length)
    return data if len(data) == length else None


def _main(memory_bytes: int, cpu_s: int) -> None:
    for name in _UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # Python's way to say: cannot be imported
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a decoder's library prints must not end up among the answers.
    os.dup2(2, 1)
    parent = os.getppid()
    # A process of several threads may not leave its user namespace, so the watch begins afterwards.
    _leave_network()
    _limit(memory_bytes)
    _end_with(parent)
    while (header := _read(calls, HEADER.size)) is not None:
        request = _read(calls, HEADER.unpack(header)[0])
        if request is None:
            return
        _allow_cpu(cpu_s)
        answer = _answer(request)
        answers.write(HEADER.pack(len(answer)) + answer)
        answers.flush()


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
