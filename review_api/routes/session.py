"""Logging in and out."""

from fastapi import Request, Response

from review_api import sessions
from review_api.context import Context
from review_api.principal import CallingPerson
from review_api.routes.router import guarded_router
from review_api.schemas.session import Login, SessionView, UserView

router = guarded_router("session")


@router.post("/v1/session", operation_id="logIn")
def log_in(login: Login, request: Request, response: Response, context: Context) -> SessionView:
    """Log in with a name and a password; the session travels in a cookie that scripts cannot read."""
    address = request.client.host if request.client else "unknown"
    opened = sessions.open_session(context.engine, context.clock, login, address)
    response.set_cookie(
        sessions.COOKIE,
        opened.token,
        max_age=int(sessions.LIFETIME.total_seconds()),
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict",
        path="/",
    )
    response.headers["Cache-Control"] = "no-store"
    return SessionView(user=opened.user, csrf_token=opened.csrf_token)


@router.get("/v1/session", operation_id="whoAmI")
def who_am_i(person: CallingPerson) -> SessionView:
    """Say who is logged in."""
    return SessionView(
        user=UserView(id=person.pseudonym, name=person.name, role=person.role), csrf_token=person.csrf_token
    )


@router.delete("/v1/session", status_code=204, operation_id="logOut")
def log_out(person: CallingPerson, response: Response, context: Context) -> None:
    """End the session on this machine."""
    sessions.close_session(context.engine, person.session_sha256)
    response.delete_cookie(sessions.COOKIE, path="/", httponly=True, samesite="strict")
