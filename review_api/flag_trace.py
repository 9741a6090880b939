"""The trace that a flag came with, kept so that the decision about it belongs to the same."""

import json
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from review_api.cases.lookup import is_case_id
from review_api.tables import cases, flags
from runtime.telemetry.tracing import trace_headers

LONGEST = 512
"""So much of vendors' own state has to be handed on at least; a longer one is left out."""


def current_trace() -> str | None:
    """The trace of the request, as it is stored with a flag; None outside of any trace."""
    headers = {name: value for name, value in trace_headers().items() if len(value) <= LONGEST}
    return json.dumps(headers) if headers else None


def trace_of_case(connection: Connection, case_id: str) -> Mapping[str, str]:
    """The headers of the trace that the case's flag came with; empty where there is none."""
    if not is_case_id(case_id):
        return {}
    query = sa.select(flags.c.trace).join_from(flags, cases, flags.c.flag_id == cases.c.flag_id)
    stored = connection.execute(query.where(cases.c.case_id == case_id)).scalar_one_or_none()
    found: dict[str, str] = json.loads(stored) if stored else {}
    return found
