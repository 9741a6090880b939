"""What failed is left alone for a while, longer each time."""

import time

from runtime.stages.backoff import Backoff
from runtime.stages.patience import Patience


def test_a_failure_asks_for_a_pause_and_success_ends_it() -> None:
    patience = Patience(Backoff(0.02, 1))
    assert patience.is_ready
    patience.failed()
    assert not patience.is_ready
    time.sleep(0.03)
    assert patience.is_ready
    patience.failed()
    assert patience.failures == 2
    patience.worked()
    assert patience.is_ready
    assert patience.failures == 0
