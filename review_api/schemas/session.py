"""Logging in and out."""

from pydantic import Field, SecretStr

from review_api.roles import Role
from review_api.schemas.base import Answer, PlainText, Request


class Login(Request):
    """A person's name and password."""

    username: PlainText = Field(min_length=1, max_length=200)
    password: SecretStr = Field(min_length=1, max_length=1000)


class UserView(Answer):
    """A person. ``id`` is pseudonymous: it is what exports and the log carry in place of the name."""

    id: str
    name: str
    role: Role


class SessionView(Answer):
    """Who is logged in. ``csrf_token`` goes into the header ``X-CSRF-Token`` of every change."""

    user: UserView
    csrf_token: str
