"""However an input is damaged, every target keeps its promises, in bounded time."""

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.fuzz.mutate import mutated
from tests.ingest.fuzz.seeds import SEEDS
from tests.ingest.fuzz.targets import TARGETS

LONGEST_S = 1.0

FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_are_taken(name: str) -> None:
    for seed in SEEDS[name]:
        TARGETS[name](seed)


@pytest.mark.parametrize("name", TARGETS)
@FEW
@given(number=st.integers(0, 2**63))
def test_damage_breaks_no_promise(name: str, number: int) -> None:
    data = mutated(SEEDS[name], random.Random(number))
    started = time.process_time()
    TARGETS[name](data)
    assert time.process_time() - started < LONGEST_S


@pytest.mark.parametrize("name", TARGETS)
@FEW
@given(data=st.binary(max_size=300))
def test_any_bytes_break_no_promise(name: str, data: bytes) -> None:
    TARGETS[name](data)


def test_the_same_number_gives_the_same_damage() -> None:
    for name, seeds in SEEDS.items():
        made = [mutated(seeds, random.Random(number)) for number in range(50)]
        assert made == [mutated(seeds, random.Random(number)) for number in range(50)]
        assert len(set(made)) > 40, name
