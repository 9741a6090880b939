"""Which errors are tried again, which are buried, which stop the stage."""

import pytest

from runtime.errors import FatalError, LogUnavailableError, PoisonError, RetryableError, UnavailableError
from runtime.stages.verdict import Verdict, verdict


@pytest.mark.parametrize(
    ("error", "first", "last"),
    [
        (RetryableError("x"), Verdict.RETRY, Verdict.BURY),
        (LogUnavailableError("x"), Verdict.RETRY, Verdict.BURY),
        (UnavailableError("x"), Verdict.RETRY, Verdict.RETRY),
        (OSError("x"), Verdict.RETRY, Verdict.BURY),
        (MemoryError(), Verdict.RETRY, Verdict.BURY),
        (PoisonError("x"), Verdict.BURY, Verdict.BURY),
        (ZeroDivisionError(), Verdict.BURY, Verdict.BURY),
        (FatalError("x"), Verdict.STOP, Verdict.STOP),
        (KeyboardInterrupt(), Verdict.STOP, Verdict.STOP),
        (SystemExit(1), Verdict.STOP, Verdict.STOP),
    ],
)
def test_an_error_is_judged_by_its_family(error: BaseException, first: Verdict, last: Verdict) -> None:
    assert verdict(error, 1, 3) is first
    assert verdict(error, 2, 3) is first
    assert verdict(error, 3, 3) is last


def test_one_attempt_means_one() -> None:
    assert verdict(RetryableError("x"), 1, 1) is Verdict.BURY
