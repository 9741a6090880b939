"""Turns what a message declares about AI into the contract's form. Nothing is concluded from silence."""

from contracts.disclosure import Disclosure, Facet, FacetDisclosure
from ingest.ern.credits import Credit
from ingest.ern.declared import Declared
from ingest.ern.message import ErnMessage
from ingest.ern.recordings import Recording
from ingest.ern.releases import Release
from ingest.facets import facet_of

# Where AI in a resource other than a recording belongs. A Text is taken as lyrics or a booklet.
_KIND_FACETS = {"Image": Facet.ARTWORK, "Video": Facet.VIDEO, "Text": Facet.OTHER}


def recording_disclosure(message: ErnMessage, recording: Recording) -> Disclosure:
    """The declaration of a recording, with a facet for each role of each declared contribution."""
    facets = [facet for credit in recording.credits for facet in _credit_facets(credit)]
    return _disclosure(message, recording.ai, facets)


def release_disclosure(message: ErnMessage, release: Release) -> Disclosure:
    """The declaration of a release, with a facet for each of its images, videos and texts that declares."""
    facets = [
        FacetDisclosure(
            facet=_KIND_FACETS.get(resource.kind, Facet.OTHER),
            level=resource.ai.level,
            role=resource.type,
            xpath=resource.ai.place.xpath if resource.ai.place else None,
        )
        for resource in message.links.resources_of(release)
        if resource.ai.is_declared
    ]
    return _disclosure(message, release.ai, facets)


def _disclosure(message: ErnMessage, declared: Declared, facets: list[FacetDisclosure]) -> Disclosure:
    return Disclosure(
        level=declared.level,
        declared_value=declared.text,
        carried=message.version.carries_disclosure,
        xpath=declared.place.xpath if declared.place else None,
        facets=tuple(facets),
    )


def _credit_facets(credit: Credit) -> list[FacetDisclosure]:
    if not credit.ai.is_declared and not credit.is_generative_ai:
        return []
    place = credit.ai.place or credit.place
    roles: list[str | None] = [role.label for role in credit.roles]
    return [
        FacetDisclosure(
            facet=facet_of(role) if role else Facet.OTHER,
            level=credit.level,
            role=role,
            contributor=credit.name or None,
            xpath=place.xpath,
        )
        for role in roles or [None]
    ]
