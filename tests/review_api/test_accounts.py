"""What accounts and keys promise."""

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from review_api.accounts import create_api_key, create_user, disable_user, revoke_api_key, user_exists
from review_api.errors import AccountError
from review_api.roles import Role, Scope
from review_api.tables import api_keys
from runtime.clock import FixedClock


def test_a_name_is_taken_in_every_spelling(engine: Engine, clock: FixedClock) -> None:
    create_user(engine, clock, "Straße", "long enough", Role.LEAD)
    assert user_exists(engine, "STRASSE ")
    with pytest.raises(AccountError, match="a user 'strasse' already"):
        create_user(engine, clock, "strasse", "long enough", Role.LEAD)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("", "long enough"),
        (" ", "long enough"),
        ("a\u202eb", "long enough"),
        ("a", "short"),
        ("x" * 201, "long enough"),
    ],
)
def test_a_bad_name_or_password_is_refused_with_a_remedy(
    engine: Engine, clock: FixedClock, username: str, password: str
) -> None:
    with pytest.raises(AccountError):
        create_user(engine, clock, username, password, Role.LEAD)
    assert not user_exists(engine, username)


def test_who_is_not_there_cannot_be_disabled(engine: Engine, clock: FixedClock) -> None:
    with pytest.raises(AccountError, match="no user 'nobody'"):
        disable_user(engine, clock, "nobody")


def test_a_key_is_stored_by_hash_and_shown_once(engine: Engine, clock: FixedClock) -> None:
    key = create_api_key(engine, clock, "pipeline", [Scope.FLAGS_WRITE, Scope.FLAGS_WRITE])
    with engine.connect() as connection:
        (row,) = connection.execute(sa.select(api_keys))
    assert key.secret.startswith("dw_")
    assert len(key.secret) > 40
    assert key.secret not in str(row)
    assert key.secret.startswith(row.shown)
    assert row.scopes == ["flags:write"]


@pytest.mark.parametrize(("name", "scopes"), [("", [Scope.FLAGS_WRITE]), ("k", [])])
def test_a_key_needs_a_name_and_a_scope(
    engine: Engine, clock: FixedClock, name: str, scopes: list[Scope]
) -> None:
    with pytest.raises(AccountError):
        create_api_key(engine, clock, name, scopes)


def test_a_key_is_revoked_once(engine: Engine, clock: FixedClock) -> None:
    key = create_api_key(engine, clock, "pipeline", [Scope.FLAGS_WRITE])
    revoke_api_key(engine, clock, key.key_id)
    with pytest.raises(AccountError, match="no valid key"):
        revoke_api_key(engine, clock, key.key_id)
