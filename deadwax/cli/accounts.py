"""``deadwax user`` and ``deadwax key``: accounts for people, keys for machines."""

from datetime import timedelta
from typing import Annotated

import typer

from deadwax.cli.output import err, write_json
from deadwax.database import open_database
from review_api.accounts import create_api_key, create_user
from review_api.roles import Role, Scope
from runtime.clock import SystemClock
from runtime.settings import Settings

users = typer.Typer(no_args_is_help=True, help="Accounts for people.")
keys = typer.Typer(no_args_is_help=True, help="API keys for machines.")


@users.command("add")
def add_user(
    username: Annotated[str, typer.Argument(help="The name to log in with.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.MODERATOR,
    name: Annotated[str | None, typer.Option(help="The name that colleagues see.")] = None,
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            confirmation_prompt=True,
            hide_input=True,
            help="Asked for if not given.",
            envvar="DEADWAX_NEW_PASSWORD",
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make an account."""
    settings = Settings.load()
    with open_database(settings) as engine:
        user = create_user(engine, SystemClock(), username, password, role, name=name)
    if as_json:
        write_json({"user_id": user.user_id, "username": user.username, "role": user.role.value})
        return
    err().print(f"{user.username} may now log in as {user.role.value}.")


@keys.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="Which machine the key is for.")],
    scope: Annotated[
        list[Scope] | None, typer.Option(help="What it is good for; may be repeated. Flags if not given.")
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, help="How long it is valid; for ever if not given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make an API key and print it, once: it cannot be shown again."""
    settings = Settings.load()
    lifetime = timedelta(days=days) if days else None
    with open_database(settings) as engine:
        key = create_api_key(engine, SystemClock(), name, scope or [Scope.FLAGS_WRITE], lifetime=lifetime)
    if as_json:
        write_json(
            {
                "key_id": key.key_id,
                "key": key.secret,
                "name": key.name,
                "scopes": [s.value for s in key.scopes],
            }
        )
        return
    err().print(f"Keep this key, it is not shown again. Its id is {key.key_id}.")
    typer.echo(key.secret)
