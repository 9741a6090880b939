"""A circuit leaves a service alone that does not answer, and finds out when it does again."""

import pytest

from runtime.circuit import Circuit, CircuitState
from runtime.stages.backoff import Backoff


class Time:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def circuit(time: Time) -> Circuit:
    return Circuit(3, Backoff(1.0, 8.0), time)


def fail(circuit: Circuit, times: int = 1) -> None:
    for _ in range(times):
        assert circuit.enter() == 0
        circuit.failed()


def test_it_opens_after_failures_in_a_row_only(circuit: Circuit) -> None:
    for _ in range(5):
        fail(circuit, 2)
        assert circuit.enter() == 0
        circuit.worked()
    assert circuit.state is CircuitState.CLOSED
    fail(circuit, 3)
    assert circuit.state is CircuitState.OPEN
    assert 0 < circuit.enter() <= 1.0


def test_one_call_tries_after_the_pause_and_closes_it(circuit: Circuit, time: Time) -> None:
    fail(circuit, 3)
    time.now += 1.0
    assert circuit.enter() == 0
    assert circuit.state is CircuitState.HALF_OPEN
    assert circuit.enter() > 0, "a second one has to wait"
    circuit.worked()
    assert circuit.state is CircuitState.CLOSED
    assert circuit.enter() == 0


def test_pauses_grow_with_every_trial_that_fails_up_to_a_limit(circuit: Circuit, time: Time) -> None:
    fail(circuit, 3)
    pauses = []
    for _ in range(6):
        pauses.append(circuit.enter())
        time.now += pauses[-1]
        fail(circuit)
    assert pauses == [1, 2, 4, 8, 8, 8]


def test_a_service_that_asks_for_time_gets_it(circuit: Circuit) -> None:
    assert circuit.enter() == 0
    circuit.failed(wait_s=5.0)
    assert circuit.state is CircuitState.OPEN
    assert circuit.enter() == 5.0


def test_late_failures_of_calls_made_before_it_opened_do_not_close_it(circuit: Circuit) -> None:
    for _ in range(5):
        assert circuit.enter() == 0
    for _ in range(5):
        circuit.failed()
    assert circuit.state is CircuitState.OPEN
