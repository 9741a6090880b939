"""Turns what a message declares about AI into the contract's form. Nothing is concluded from silence."""

from collections.abc import Sequence

from contracts.disclosure import Disclosure, DisclosureLevel, Facet, FacetDisclosure
from ingest.ern.credits import Credit, Role
from ingest.ern.declared import Declared
from ingest.ern.message import ErnMessage
from ingest.ern.recordings import Recording
from ingest.ern.releases import Release
from ingest.ern.resources import Resource
from ingest.facets import facet_of

_WITH_AI = (DisclosureLevel.PARTLY, DisclosureLevel.ALL)
# Where AI in a resource other than a recording belongs. A Text is taken as lyrics or a booklet.
_KIND_FACETS = {"Image": Facet.ARTWORK, "Video": Facet.VIDEO, "Text": Facet.OTHER}


def recording_disclosure(message: ErnMessage, recording: Recording) -> Disclosure:
    """The declaration of a recording, with a facet for each role of each declared contribution."""
    facets = [facet for credit in recording.credits for facet in _credit_facets(credit)]
    facets += [
        FacetDisclosure(facet=facet, level=level, xpath=recording.place.xpath)
        for facet, level in recording.agreed_facets
    ]
    return _disclosure(message, recording.ai, facets)


def resource_disclosure(message: ErnMessage, resource: Resource) -> Disclosure:
    """The declaration of an image, video or text, with a facet for each declared contribution to it."""
    return _disclosure(message, resource.ai, _resource_facets(resource))


def release_disclosure(message: ErnMessage, release: Release) -> Disclosure:
    """The declaration of a release, with a facet for each of its images, videos and texts that declares.

    One that says nothing of itself has a facet for each declared contribution to it.
    """
    facets: list[FacetDisclosure] = []
    for resource in message.links.resources_of(release):
        if resource.ai.is_declared:
            facets.append(
                FacetDisclosure(
                    facet=_KIND_FACETS.get(resource.kind, Facet.OTHER),
                    level=resource.ai.level,
                    role=resource.type,
                    xpath=resource.ai.place.xpath if resource.ai.place else None,
                )
            )
        else:
            facets += _resource_facets(resource)
    derived = derived_level([held.ai.level for held in message.links.recordings_of(release)])
    return _disclosure(message, release.ai, facets, derived)


def _resource_facets(resource: Resource) -> list[FacetDisclosure]:
    facet = _KIND_FACETS.get(resource.kind, Facet.OTHER)
    made = [each for credit in resource.credits for each in _credit_facets(credit)]
    return [each.model_copy(update={"facet": facet}) for each in made]


def derived_level(levels: Sequence[DisclosureLevel]) -> DisclosureLevel:
    """A release's level made of its recordings' levels.

    Equal levels are that level; where one has AI, a mixture is Partly; without, silence stays silence.
    """
    if any(level in _WITH_AI for level in levels):
        return levels[0] if len(set(levels)) == 1 else DisclosureLevel.PARTLY
    if levels and all(level is DisclosureLevel.NONE for level in levels):
        return DisclosureLevel.NONE
    return DisclosureLevel.UNDECLARED


def _disclosure(
    message: ErnMessage,
    declared: Declared,
    facets: list[FacetDisclosure],
    derived: DisclosureLevel | None = None,
) -> Disclosure:
    return Disclosure(
        level=declared.level,
        declared_value=declared.text,
        carried=message.can_declare,
        xpath=declared.place.xpath if declared.place else None,
        facets=tuple(facets),
        carrier=declared.carrier,
        derived=derived,
    )


def _credit_facets(credit: Credit) -> list[FacetDisclosure]:
    if not credit.ai.is_declared and not credit.is_generative_ai:
        return []
    place = credit.ai.place or credit.place
    roles: list[Role | None] = [*credit.roles]
    return [
        FacetDisclosure(
            facet=facet_of(role.value) if role else Facet.OTHER,
            level=credit.level,
            role=role.label if role else None,
            contributor=credit.name or None,
            xpath=place.xpath,
        )
        for role in roles or [None]
    ]
