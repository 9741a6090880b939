"""``deadwax user`` and ``deadwax key``: accounts for people, keys for machines."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer
from rich.markup import escape

from deadwax.cli.output import err, out, table, write_json
from deadwax.database import open_database
from review_api.accounts import (
    KnownKey,
    KnownUser,
    create_api_key,
    create_user,
    disable_user,
    list_api_keys,
    list_users,
    revoke_api_key,
    set_password,
)
from review_api.roles import Role, Scope
from runtime.clock import SystemClock
from runtime.settings import Settings

users = typer.Typer(no_args_is_help=True, help="Accounts for people.")
keys = typer.Typer(no_args_is_help=True, help="API keys for machines.")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Password = Annotated[
    str,
    typer.Option(
        prompt=True,
        confirmation_prompt=True,
        hide_input=True,
        help="Asked for if not given.",
        envvar="DEADWAX_NEW_PASSWORD",
    ),
]


@users.command("add")
def add_user(
    username: Annotated[str, typer.Argument(help="The name to log in with.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.MODERATOR,
    name: Annotated[str | None, typer.Option(help="The name that colleagues see.")] = None,
    password: Password = "",
    as_json: AsJson = False,
) -> None:
    """Make an account."""
    settings = Settings.load()
    with open_database(settings) as engine:
        user = create_user(engine, SystemClock(), username, password, role, name=name)
    if as_json:
        write_json({"user_id": user.user_id, "username": user.username, "role": user.role.value})
        return
    err().print(f"{user.username} may now log in as {user.role.value}.")


@users.command("list")
def show_users(as_json: AsJson = False) -> None:
    """Show the accounts."""
    with open_database(Settings.load()) as engine:
        found = list_users(engine)
    if as_json:
        for user in found:
            write_json(_told(user))
        return
    made = table("Accounts", "user", "name", "role", "made (UTC)", "disabled (UTC)", whole=("user",))
    for user in found:
        made.add_row(
            escape(user.username), escape(user.name), user.role, _at(user.created_at), _at(user.disabled_at)
        )
    out().print(made)


@users.command("disable")
def close_account(username: Annotated[str, typer.Argument(help="Whose account.")]) -> None:
    """Close an account and end its sessions at once. What the person decided stays."""
    with open_database(Settings.load()) as engine:
        disable_user(engine, SystemClock(), username)
    err().print(f"{escape(username)} may no longer log in.")


@users.command("password")
def change_password(
    username: Annotated[str, typer.Argument(help="Whose password.")], password: Password = ""
) -> None:
    """Give an account another password and end its sessions."""
    with open_database(Settings.load()) as engine:
        set_password(engine, username, password)
    err().print(f"{escape(username)} has a new password; whoever was logged in is logged out.")


@keys.command("list")
def show_keys(as_json: AsJson = False) -> None:
    """Show the keys, by their readable beginnings."""
    with open_database(Settings.load()) as engine:
        found = list_api_keys(engine)
    if as_json:
        for key in found:
            write_json(_told(key))
        return
    columns = ("id", "for", "begins", "good for", "last used (UTC)", "until (UTC)")
    made = table("API keys", *columns, whole=("id", "begins"))
    for key in found:
        until = f"revoked {_at(key.revoked_at)}" if key.revoked_at else _at(key.expires_at) or "for ever"
        scopes, used = ", ".join(key.scopes), _at(key.last_used_at) or "never"
        made.add_row(key.key_id, escape(key.name), key.shown, scopes, used, until)
    out().print(made)


@keys.command("revoke")
def revoke_key(key_id: Annotated[str, typer.Argument(help="The id that list gives.")]) -> None:
    """Make a key worthless at once."""
    with open_database(Settings.load()) as engine:
        revoke_api_key(engine, SystemClock(), key_id)
    err().print(f"The key {escape(key_id)} is worthless from now on.")


@keys.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="Which machine the key is for.")],
    scope: Annotated[
        list[Scope] | None, typer.Option(help="What it is good for; may be repeated. Flags if not given.")
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, help="How long it is valid; for ever if not given.")
    ] = None,
    as_json: AsJson = False,
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


def _at(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M}" if time else ""


def _told(known: KnownUser | KnownKey) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(known).items()
    }
