"""Takes deliveries that a sender wants checked, and forgets them afterwards."""

import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from contracts.acknowledgement import AcknowledgementStatus
from review_api.checking.checker import DeliveryChecker
from review_api.checking.parcel import ParcelLimits, unpack
from review_api.checking.rate import RateLimit
from review_api.errors import BusyError, NotOfferedError, UnusableParcelError
from review_api.schemas.check import CheckedMessage, CheckReport
from runtime.clock import Clock
from runtime.settings import Settings

FOLDER = "checks"
MESSAGE = "message.xml"
BYTES_OF_MB = 1_000_000
UNPACKED_TO_PACKED = 2
"""Sound hardly shrinks when it is packed, so an honest delivery stays far below this."""
AT_ONCE = 2
"""Checks that one process does at the same time; each may hold a large message in memory."""
LEFT_OVER_S = 86_400.0


class Parcel(Enum):
    """How a delivery comes: a message by itself, or a folder in a ZIP file."""

    MESSAGE = "message"
    ZIP = "zip"


class CheckDesk:
    """Checks what comes, a few at a time, in folders that last as long as the check."""

    def __init__(self, checker: DeliveryChecker | None, settings: Settings, clock: Clock) -> None:
        self._checker = checker
        self._folder = settings.home / FOLDER
        self._limits = ParcelLimits(settings.check_max_mb * BYTES_OF_MB * UNPACKED_TO_PACKED)
        self._clock = clock
        self._rate = RateLimit(settings.check_per_minute)
        self._seats = threading.BoundedSemaphore(AT_ONCE)

    def admit(self, caller: str) -> None:
        """Count a call before its body is read. Raises ``TooManyChecksError`` and ``NotOfferedError``."""
        if self._checker is None:
            raise NotOfferedError("This service does not check deliveries.")
        self._rate.take(caller, self._clock.now())

    @contextmanager
    def tray(self) -> Iterator[BinaryIO]:
        """A file to write the body into; gone at the end."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self._folder) as file:
            yield file

    def check(self, body: BinaryIO, parcel: Parcel) -> CheckReport:
        """Check what was written into a tray. Raises ``BusyError`` and what unpacking raises."""
        if self._checker is None:
            raise NotOfferedError("This service does not check deliveries.")
        if not self._seats.acquire(blocking=False):
            raise BusyError("Other deliveries are being checked just now.", retry_after_s=5)
        try:
            self._clear_left_over()
            with tempfile.TemporaryDirectory(dir=self._folder) as name:
                return _report(self._checker.check(self._laid_out(body, parcel, Path(name))))
        finally:
            self._seats.release()

    def _laid_out(self, body: BinaryIO, parcel: Parcel, folder: Path) -> Path:
        body.seek(0)
        if parcel is Parcel.ZIP:
            unpack(body, folder, self._limits)
            return folder
        path = folder / MESSAGE
        with path.open("xb") as file:
            shutil.copyfileobj(body, file)
        return path

    def _clear_left_over(self) -> None:
        """Remove what a process that was killed left behind."""
        oldest = self._clock.now().timestamp() - LEFT_OVER_S
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):  # another check has just ended
                if path.is_dir() and path.stat().st_mtime < oldest:
                    shutil.rmtree(path, ignore_errors=True)


def _report(messages: Sequence[CheckedMessage]) -> CheckReport:
    if not messages:
        raise UnusableParcelError(
            "The delivery holds no XML message.", remedy="Pack the ERN message beside its files."
        )
    order = list(AcknowledgementStatus)
    return CheckReport(
        status=max((message.status for message in messages), key=order.index), messages=tuple(messages)
    )
