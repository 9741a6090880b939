"""Who may call which route. What is not written here is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from review_api.roles import Role, Scope

READERS = frozenset(
    {
        Role.MODERATOR,
        Role.LEAD,
        Role.POLICY_AUTHOR,
        Role.POLICY_APPROVER,
        Role.AUDITOR,
        Role.ADMIN,
    }
)
"""People who may look at cases."""

DECIDERS = frozenset({Role.MODERATOR, Role.LEAD, Role.ADMIN})
"""People who may decide cases."""

SENDERS = frozenset({Role.SUBMITTER, *DECIDERS})
"""People who may have deliveries checked."""

EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may call one route: people by role, keys by scope, or anybody at all."""

    roles: frozenset[Role] = frozenset()
    scope: Scope | None = None
    public: bool = False


ACCESS: Mapping[tuple[str, str], Access] = MappingProxyType(
    {
        ("GET", "/healthz"): Access(public=True),
        ("GET", "/readyz"): Access(public=True),
        ("GET", "/metrics"): Access(public=True),
        ("POST", "/v1/session"): Access(public=True),
        ("GET", "/v1/session"): Access(roles=EVERYONE),
        ("DELETE", "/v1/session"): Access(roles=EVERYONE),
        ("POST", "/v1/flags"): Access(roles=frozenset({Role.SUBMITTER}), scope=Scope.FLAGS_WRITE),
        ("POST", "/v1/track-changes"): Access(roles=frozenset({Role.SUBMITTER}), scope=Scope.FLAGS_WRITE),
        ("GET", "/v1/cases"): Access(roles=READERS, scope=Scope.CASES_READ),
        ("GET", "/v1/cases/{case_id}"): Access(roles=READERS, scope=Scope.CASES_READ),
        ("GET", "/v1/cases/{case_id}/audio"): Access(roles=READERS),
        ("POST", "/v1/cases/{case_id}/claim"): Access(roles=DECIDERS),
        ("POST", "/v1/cases/{case_id}/release"): Access(roles=DECIDERS),
        ("POST", "/v1/cases/{case_id}/decision"): Access(roles=DECIDERS),
        ("GET", "/v1/scorecards"): Access(roles=READERS, scope=Scope.SCORECARDS_READ),
        ("POST", "/v1/check"): Access(roles=SENDERS, scope=Scope.DELIVERIES_CHECK),
        ("GET", "/v1/vocabulary"): Access(roles=READERS, scope=Scope.CASES_READ),
        ("GET", "/v1/summary"): Access(roles=READERS, scope=Scope.CASES_READ),
    }
)
"""Access by method and route template."""

NOBODY = Access()


def access_to(method: str, template: str) -> Access:
    """Return who may call a route; nobody, where the table has no entry."""
    return ACCESS.get((method, template), NOBODY)
