"""A service that does not answer is not asked again and again."""

import httpx
import pytest

from review_api.circuit_transport import CircuitTransport
from runtime.circuit import Circuit, CircuitState
from runtime.stages.backoff import Backoff


class Service:
    """Answers with ``status``; 0 is no answer."""

    def __init__(self) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.asked = 0
        self.now = 0.0
        self.states: list[CircuitState] = []
        circuit = Circuit(2, Backoff(1.0, 60.0), lambda: self.now)
        transport = CircuitTransport(httpx.MockTransport(self.answer), circuit, self.states.append)
        self.client = httpx.Client(transport=transport, base_url="http://service")

    def answer(self, _: httpx.Request) -> httpx.Response:
        self.asked += 1
        if not self.status:
            raise httpx.ReadTimeout("nothing came")
        return httpx.Response(self.status, headers=self.headers)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.mark.parametrize("status", [0, 500, 503])
def test_it_is_left_alone_until_the_pause_is_over(service: Service, status: int) -> None:
    service.status = status
    for _ in range(2):
        if status:
            assert service.client.get("/").status_code == status
        else:
            with pytest.raises(httpx.ReadTimeout):
                service.client.get("/")
    for _ in range(10):
        with pytest.raises(httpx.ConnectError, match="not asked again"):
            service.client.get("/")
    assert service.asked == 2
    service.now += 1
    with pytest.raises(httpx.TransportError):
        service.client.get("/")
    assert service.asked == 3
    service.status = 200
    service.now += 2
    assert service.client.get("/").status_code == 200
    assert service.client.get("/").status_code == 200
    assert service.states[-1] is CircuitState.CLOSED
    assert CircuitState.OPEN in service.states


def test_refusals_are_answers(service: Service) -> None:
    service.status = 422
    assert [service.client.get("/").status_code for _ in range(5)] == [422] * 5


@pytest.mark.parametrize(("said", "wait_s"), [("7", 7), ("Wed, 21 Oct 2026 07:28:00 GMT", 0), ("-3", 0)])
def test_retry_after_is_heeded(service: Service, said: str, wait_s: int) -> None:
    service.status, service.headers = 429, {"retry-after": said}
    service.client.get("/")
    if wait_s:
        service.now += wait_s - 0.5
        with pytest.raises(httpx.ConnectError):
            service.client.get("/")
        service.now += 0.5
    service.status = 200
    assert service.client.get("/").status_code == 200
