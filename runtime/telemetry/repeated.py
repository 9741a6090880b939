"""Keeps a library that says the same again and again from filling the log."""

import logging
import threading


class Repeated(logging.Filter):
    """Lets a message of one of ``libraries`` through once in ``every_s`` seconds, with how many were not.

    The same message is the same logger, level and text before its values are put in: while a broker is
    away, Kafka's client has three of them for every attempt to connect, of which it makes one a second.
    """

    def __init__(self, libraries: tuple[str, ...], every_s: float = 60.0) -> None:
        super().__init__()
        self._libraries = libraries
        self._every_s = every_s
        self._seen: dict[tuple[str, int, str], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        if record.name.partition(".")[0] not in self._libraries:
            return True
        key = (record.name, record.levelno, str(record.msg))
        with self._lock:
            told_at, left_out = self._seen.get(key, (None, 0))
            # The distance either way: a clock that was set back must not silence anything.
            if told_at is not None and abs(record.created - told_at) < self._every_s:
                self._seen[key] = (told_at, left_out + 1)
                return False
            if told_at is None and len(self._seen) >= _MOST:
                self._seen.clear()
            self._seen[key] = (record.created, 0)
        if left_out:
            record.msg = f"{record.getMessage()} (and {left_out} more like it before)"
            record.args = None
        return True


_MOST = 1_000
"""So many different messages are kept in mind: those that have values in their text are many."""
