"""Keeps the client's time-outs from the machine's clock, which may be set while it works."""

import sys
import time


class SteadyTime:
    """Stands in the client for the module ``time``: what it calls the time never jumps.

    kafka-python measures pauses, time-outs and the age of what it knows by ``time.time()``. Where the
    machine's clock is set back while a broker is away, it would ask nobody for as long as the clock was
    set back; where it is set forward, work in hand would be taken for lost.
    """

    def __init__(self) -> None:
        self._start = time.time() - time.monotonic()

    def time(self) -> float:
        """Seconds since the epoch as the clock stood at the start, plus what has passed since."""
        return self._start + time.monotonic()

    def __getattr__(self, name: str) -> object:
        return getattr(time, name)


def steady_client() -> list[str]:
    """Give every loaded module of kafka-python the steady time; return the names of those that got it."""
    steady = SteadyTime()
    changed = []
    for name, module in list(sys.modules.items()):
        if name.startswith("kafka.") and getattr(module, "time", None) is time:
            setattr(module, "time", steady)  # noqa: B010 - a module has no such attribute for mypy
            changed.append(name)
    return changed
