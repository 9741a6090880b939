"""What a test does when the service that it needs is not there."""

import os
from typing import NoReturn

import pytest

REQUIRE = "DEADWAX_TEST_REQUIRE"


def required(service: str) -> bool:
    """Whether ``DEADWAX_TEST_REQUIRE`` (names separated by commas) demands ``service``."""
    return service in {name.strip() for name in os.environ.get(REQUIRE, "").split(",")}


def absent(service: str, why: str) -> NoReturn:
    """Skip the test, or fail it where the service is demanded."""
    if required(service):
        pytest.fail(f"{service} is demanded by {REQUIRE}, but {why}", pytrace=False)
    pytest.skip(f"{service}: {why}")
