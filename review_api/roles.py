"""Who may do what kind of thing."""

from enum import StrEnum


class Role(StrEnum):
    """What a person or a key is for. A role may do nothing that a route does not grant it."""

    SUBMITTER = "submitter"
    MODERATOR = "moderator"
    LEAD = "lead"
    POLICY_AUTHOR = "policy_author"
    POLICY_APPROVER = "policy_approver"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Scope(StrEnum):
    """What an API key may be good for."""

    FLAGS_WRITE = "flags:write"
    CASES_READ = "cases:read"
    DELIVERIES_CHECK = "deliveries:check"
    SCORECARDS_READ = "scorecards:read"
