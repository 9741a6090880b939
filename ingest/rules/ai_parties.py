"""C09: AI services that stand where people stand, and people that are declared as wholly AI."""

from collections.abc import Iterator
from functools import partial

from contracts.disclosure import DisclosureLevel
from ingest.ern.credits import Credit
from ingest.ern.message import ErnMessage
from ingest.ern.titles import MAIN_ROLES
from ingest.marks.registry import folded
from ingest.rules.found import Found, Rule, listed

# Identifiers that are given to people and groups of people.
_HUMAN_IDS = ("ISNI", "IPI", "IPN")


def c09_ai_named_as_person(message: ErnMessage, names: frozenset[str]) -> Iterator[Found]:
    """An AI service as main artist or with a person's identifier; a person that is wholly AI.

    ``names`` are those of AI services.
    """
    for resource in message.declaring:
        seen: set[str] = set()
        for credit in resource.credits:
            why = _why(credit, names)
            if why and credit.name not in seen:
                seen.add(credit.name)
                yield Found(
                    "DX-C09",
                    credit.place,
                    f"{resource.subject}{why}",
                    "SpecialContributor GenerativeAI for AI, and a party for a person or group",
                    "Credit AI as GenerativeAI; if an artist really bears this name, tell the service.",
                )


def _why(credit: Credit, names: frozenset[str]) -> str | None:
    if credit.party is None:
        return None
    is_ai = is_ai_name(credit.party.name, names)
    if not is_ai and credit.level is not DisclosureLevel.ALL:
        return None
    ids = [
        f"{kind} {credit.party.identifiers[kind]}" for kind in _HUMAN_IDS if kind in credit.party.identifiers
    ]
    name = credit.party.name[:100]
    if is_ai:
        if ids:
            return f"The party {name!r} bears an AI service's name and a person's identifier ({listed(ids)})."
        if credit.is_display_artist and any(role.value in MAIN_ROLES for role in credit.roles):
            return f"The main artist {name!r} bears the name of an AI service."
    elif ids:
        return f"{name!r} has a person's identifier ({listed(ids)}), and the contribution is wholly AI."
    return None


def is_ai_name(name: str, names: frozenset[str]) -> bool:
    """Whether ``name`` as a whole is one of ``names``: an artist called Sunova or Aida is left alone."""
    return folded(name) in names


def rules(names: frozenset[str]) -> tuple[Rule, ...]:
    """The rule, for the names of AI services in :func:`~ingest.marks.registry.folded` form."""
    return (partial(c09_ai_named_as_person, names=names),)
