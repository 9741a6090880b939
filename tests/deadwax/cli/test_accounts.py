import json

import pytest
from pydantic import SecretStr

from deadwax.database import open_database
from review_api.accounts import user_exists
from review_api.errors import NotLoggedInError
from review_api.schemas.session import Login
from review_api.sessions import open_session
from runtime.clock import SystemClock
from runtime.settings import Settings
from tests.deadwax.conftest import Deadwax


def login(password: str) -> Login:
    return Login(username="ada", password=SecretStr(password))


def test_a_user_is_made_with_a_password_that_is_asked_for_twice(deadwax: Deadwax, settings: Settings) -> None:
    asked = deadwax("user", "add", "ada", "--role", "lead", input="long enough\nlong enough\n")
    assert asked.exit_code == 0, asked.output
    with open_database(settings) as engine:
        assert user_exists(engine, "ada")


def test_a_password_may_come_from_the_environment(deadwax: Deadwax) -> None:
    made = deadwax("user", "add", "ada", "--json", env={"DEADWAX_NEW_PASSWORD": "long enough"})
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["role"] == "moderator"


def test_a_name_that_is_taken_and_a_short_password_are_refused(deadwax: Deadwax) -> None:
    secret = {"DEADWAX_NEW_PASSWORD": "long enough"}
    assert deadwax("user", "add", "ada", env=secret).exit_code == 0
    taken = deadwax("user", "add", "Ada", env=secret)
    assert taken.exit_code == 3
    assert "ada" in taken.stderr
    assert deadwax("user", "add", "bob", env={"DEADWAX_NEW_PASSWORD": "short"}).exit_code == 3


def test_a_key_goes_to_standard_output_alone(deadwax: Deadwax) -> None:
    made = deadwax("key", "add", "pipeline")
    assert made.exit_code == 0
    assert len(made.stdout.splitlines()) == 1
    assert "not shown again" in made.stderr
    told = json.loads(
        deadwax("key", "add", "reader", "--scope", "cases:read", "--days", "3", "--json").stdout
    )
    assert told["scopes"] == ["cases:read"]
    assert told["key"] != made.stdout.strip()


def test_a_key_that_leaked_is_found_and_revoked(deadwax: Deadwax) -> None:
    secret = deadwax("key", "add", "pipeline").stdout.strip()
    (known,) = [json.loads(line) for line in deadwax("key", "list", "--json").stdout.splitlines()]
    assert (known["name"], known["revoked_at"]) == ("pipeline", None)
    assert secret.startswith(known["shown"])
    assert secret not in deadwax("key", "list").stdout
    assert known["key_id"] in deadwax("key", "list").stdout
    assert deadwax("key", "revoke", known["key_id"]).exit_code == 0
    (known,) = [json.loads(line) for line in deadwax("key", "list", "--json").stdout.splitlines()]
    assert known["revoked_at"]
    assert "revoked" in deadwax("key", "list").stdout
    again = deadwax("key", "revoke", known["key_id"])
    assert again.exit_code == 3
    assert "deadwax key list" in again.stderr


def test_an_account_is_listed_given_another_password_and_disabled(
    deadwax: Deadwax, settings: Settings
) -> None:
    assert deadwax("user", "add", "ada", env={"DEADWAX_NEW_PASSWORD": "long enough"}).exit_code == 0
    assert deadwax("user", "password", "Ada", env={"DEADWAX_NEW_PASSWORD": "another one"}).exit_code == 0
    with open_database(settings) as engine:
        with pytest.raises(NotLoggedInError):
            open_session(engine, SystemClock(), login("long enough"), "here")
        assert open_session(engine, SystemClock(), login("another one"), "here")
    assert deadwax("user", "disable", "ada").exit_code == 0
    (known,) = [json.loads(line) for line in deadwax("user", "list", "--json").stdout.splitlines()]
    assert (known["username"], known["role"]) == ("ada", "moderator")
    assert known["disabled_at"]
    assert "ada" in deadwax("user", "list").stdout
    nobody = deadwax("user", "disable", "bob")
    assert nobody.exit_code == 3
    assert "deadwax user list" in nobody.stderr
