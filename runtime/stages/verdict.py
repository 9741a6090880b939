"""What becomes of a message whose attempt failed. Pure."""

from enum import Enum

from runtime.errors import FatalError, RetryableError, UnavailableError


class Verdict(Enum):
    """Try again, give up on the message, or give up altogether."""

    RETRY = "retry"
    BURY = "bury"
    STOP = "stop"


def verdict(error: BaseException, failures: int, max_attempts: int) -> Verdict:
    """Judge ``error``, the one that ended attempt number ``failures`` (from 1 on).

    An error that no room names is a defect and will repeat itself, so it is buried at once, except
    for those of the machine (``OSError``, ``MemoryError``), which may pass. What is no ``Exception``
    asks the process to end.
    """
    if isinstance(error, FatalError) or not isinstance(error, Exception):
        return Verdict.STOP
    if isinstance(error, UnavailableError):
        return Verdict.RETRY
    if isinstance(error, RetryableError | OSError | MemoryError):
        return Verdict.RETRY if failures < max_attempts else Verdict.BURY
    return Verdict.BURY
