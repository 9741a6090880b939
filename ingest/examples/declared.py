"""Examples for D: what is declared about generative AI, taken by itself."""

from ingest.examples.case import Example, case

_PARTLY = "<ContainsAI>Partly</ContainsAI>"
_ROLE = "<Role><Value>{}</Value></Role>"


def ai_credit(role: str = "LeadVocalist", contribution: str = "") -> str:
    """Generative AI as a contributor."""
    return (
        "<Contributor><SpecialContributor>GenerativeAI</SpecialContributor>"
        f"{_ROLE.format(role) if role else ''}{_contribution(contribution)}</Contributor>"
    )


def person(role: str = "LeadVocalist", contribution: str = "") -> str:
    """A person as a contributor."""
    return (
        "<Contributor><ContributorPartyReference>P1</ContributorPartyReference>"
        f"{_ROLE.format(role) if role else ''}{_contribution(contribution)}</Contributor>"
    )


def level(text: str) -> str:
    """A ContainsAI."""
    return f"<ContainsAI>{text}</ContainsAI>"


def _contribution(text: str) -> str:
    return f"<AiContribution>{text}</AiContribution>" if text else ""


_COVER = "<Image><ResourceReference>A9</ResourceReference><Type>FrontCoverImage</Type>{}</Image>"
_USER_DEFINED = (
    "<Contributor><ContributorPartyReference>P1</ContributorPartyReference>"
    '<Role><Value Namespace="Q" UserDefinedValue="{}">UserDefined</Value></Role></Contributor>'
)

EXAMPLES = (
    Example("DX-D01", case(ai=""), case(ai=level("None"))),
    Example("DX-D02", case(version="43", ai="", image=_COVER.format("")), case(version="432")),
    Example("DX-D03", case(ai=level("none")), case(ai=level("None"))),
    Example(
        "DX-D04",
        case(contributors=_USER_DEFINED.format("AI Vocals")),
        case(contributors=_USER_DEFINED.format("Foley Artist")),
    ),
    Example(
        "DX-D05",
        case(ai=_PARTLY, contributors=person(contribution="None")),
        case(ai=_PARTLY, contributors=person(contribution="Partly")),
    ),
    Example(
        "DX-D06",
        case(ai=_PARTLY, contributors=person("", "Partly")),
        case(ai=_PARTLY, contributors=person("LeadVocalist", "Partly")),
    ),
    Example(
        "DX-D07",
        case(ai=level("None"), image=_COVER.format("")),
        case(ai=level("None"), image=_COVER.format(level("None"))),
    ),
)
