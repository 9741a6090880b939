"""U+0000 in an address, which PostgreSQL does not keep, is wrong input and no defect."""

import httpx
import pytest

from tests.review_api.conftest import on_both_databases


@on_both_databases
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/cases/%00", 404),
        ("/v1/cases/a%00/audio", 404),
        ("/v1/cases?campaign=%00", 422),
        ("/v1/cases?q=%00", 200),
        ("/v1/cases?cursor=%00", 400),
    ],
)
def test_it_is_answered(address: str, status: int, moderator: httpx.Client) -> None:
    assert moderator.get(address).status_code == status
