"""C03, C04, C10: contributors that contradict themselves or each other."""

from collections.abc import Iterator

from contracts.disclosure import DisclosureLevel
from ingest.ern.credits import Credit
from ingest.ern.message import ErnMessage
from ingest.rules.found import Found, listed

ALL, NONE, PARTLY = DisclosureLevel.ALL, DisclosureLevel.NONE, DisclosureLevel.PARTLY


def c03_generative_ai_not_all(message: ErnMessage) -> Iterator[Found]:
    """GenerativeAI whose own contribution is None or Partly."""
    for resource in message.declaring:
        for credit in resource.credits:
            if credit.is_generative_ai and credit.ai.level in (NONE, PARTLY):
                yield Found(
                    "DX-C03",
                    credit.ai.place or credit.place,
                    f"{resource.subject}"
                    f"The contributor is GenerativeAI with AiContribution {credit.ai.text}.",
                    "AiContribution All, or none given (All is meant then)",
                    "Remove AiContribution, or name the person that used AI as the contributor.",
                )


def c04_party_all(message: ErnMessage) -> Iterator[Found]:
    """A person or group whose contribution was wholly made by AI; an agreed role is how that is said."""
    for resource in message.declaring:
        for credit in resource.credits:
            if not credit.is_generative_ai and credit.ai.level is ALL and credit.ai.carrier is None:
                yield Found(
                    "DX-C04",
                    credit.ai.place or credit.place,
                    f"{resource.subject}"
                    f"{credit.name or 'The contributor'} is a party with AiContribution All.",
                    "None or Partly for a party; GenerativeAI for what AI made alone",
                    "Credit SpecialContributor GenerativeAI for this role, or correct AiContribution.",
                )


def c10_both_ai_and_human(message: ErnMessage) -> Iterator[Found]:
    """The same party with and without AI in the same role."""
    for resource in message.declaring:
        by_party: dict[str, list[Credit]] = {}
        for credit in resource.credits:
            if credit.party and not credit.is_display_artist:
                by_party.setdefault(credit.reference or credit.party.name, []).append(credit)
        for credited in by_party.values():
            wholly = _roles(credited, {ALL})
            human = _roles(credited, {NONE, DisclosureLevel.UNDECLARED})
            both = [role for role in wholly if role in human]
            if both:
                yield Found(
                    "DX-C10",
                    credited[0].place,
                    f"{resource.subject}"
                    f"{credited[0].name} is credited both with AI and without for {listed(both)}.",
                    "one credit for one party and role",
                    "Keep the credit that is true; credit AI separately as GenerativeAI.",
                )


def _roles(credited: list[Credit], levels: set[DisclosureLevel]) -> list[str]:
    return [role.label for credit in credited if credit.level in levels for role in credit.roles]


RULES = (c03_generative_ai_not_all, c04_party_all, c10_both_ai_and_human)
