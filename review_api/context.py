"""What the routes work with, made once when the app is made."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from review_api.checking.desk import CheckDesk
from review_api.metrics import ApiMetrics
from review_api.previews import Previews
from review_api.relay import DecisionRelay
from review_api.scorecards import ScorecardSource
from runtime.clock import Clock
from runtime.settings import Settings
from runtime.telemetry.tracing import Tracing


@dataclass(frozen=True, slots=True)
class ApiContext:
    """Settings, database and helpers of one app."""

    settings: Settings
    engine: Engine
    clock: Clock
    relay: DecisionRelay
    previews: Previews
    metrics: ApiMetrics
    page: Path
    desk: CheckDesk
    scorecards: ScorecardSource | None
    tracing: Tracing


def context_of(request: Request) -> ApiContext:
    """Return the context that the app was made with."""
    context: ApiContext = request.app.state.context
    return context


Context = Annotated[ApiContext, Depends(context_of)]
