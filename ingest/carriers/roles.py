"""User-defined roles that declare AI."""

from dataclasses import replace

from ingest.ern.credits import USER_DEFINED, Credit, Role
from ingest.ern.declared import Declared
from ingest.ern.disagreement import Disagreement
from ingest.ern.recordings import Recording
from ingest.senders.document import Meaning, RoleCarrier


def read_roles(recording: Recording, carrier: RoleCarrier, disagreements: list[Disagreement]) -> Recording:
    """``recording`` with what its user-defined roles declare; ERN's own fields are never overwritten."""
    credits_ = []
    whole = recording.ai
    for credit in recording.credits:
        made = credit
        for role in credit.roles:
            meaning = _meaning(role, carrier)
            if meaning is None:
                continue
            declared = Declared(role.user_value, meaning.level, credit.place, f"role {role.user_value}")
            if meaning.of == "recording":
                whole = _unless_said(whole, declared, recording, disagreements)
            else:
                made = replace(made, ai=_unless_said(made.ai, declared, recording, disagreements))
            made = _with_role(made, role, meaning)
        credits_.append(made)
    return replace(recording, credits=tuple(credits_), ai=whole)


def unknown_roles(recording: Recording, carrier: RoleCarrier) -> list[tuple[Credit, Role]]:
    """Roles in the agreed namespace with a value that nothing was agreed about."""
    if carrier.namespace is None:
        return []
    return [
        (credit, role)
        for credit in recording.credits
        for role in credit.roles
        if role.namespace == carrier.namespace and role.user_value and _meaning(role, carrier) is None
    ]


def _meaning(role: Role, carrier: RoleCarrier) -> Meaning | None:
    if role.value != USER_DEFINED or role.user_value is None:
        return None
    if carrier.namespace is not None and role.namespace != carrier.namespace:
        return None
    return carrier.values.get(role.user_value)


def _with_role(credit: Credit, role: Role, meaning: Meaning) -> Credit:
    """The role that is meant in the place of the user-defined one, so that its part of the track is known."""
    if meaning.role is None:
        return credit
    meant = replace(role, value=meaning.role)
    return replace(credit, roles=tuple(meant if each is role else each for each in credit.roles))


def _unless_said(
    own: Declared, carried: Declared, recording: Recording, disagreements: list[Disagreement]
) -> Declared:
    if own.text is None:
        return carried
    if own.level is not carried.level:
        disagreements.append(
            Disagreement(recording.place, own.text, carried.text or "", carried.carrier or "")
        )
    return own
