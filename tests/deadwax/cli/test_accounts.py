import json

from deadwax.database import open_database
from review_api.accounts import user_exists
from runtime.settings import Settings
from tests.deadwax.conftest import Deadwax


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
