"""What a delivery declares about generative AI, kept as it was declared.

``UNDECLARED`` is a value of its own and never becomes ``NONE``.
"""

from enum import StrEnum

from contracts.message import Part


class DisclosureLevel(StrEnum):
    """How much of the content is declared as made with generative AI (DDEX AVS ``ContainsAI``)."""

    UNDECLARED = "undeclared"
    NONE = "none"
    PARTLY = "partly"
    ALL = "all"


class Facet(StrEnum):
    """Which part of a track an AI contribution concerns, derived from the contributor's role."""

    VOCALS = "vocals"
    INSTRUMENTS = "instruments"
    COMPOSITION_LYRICS = "composition_lyrics"
    PRODUCTION = "production"
    POST_PRODUCTION = "post_production"
    ARTWORK = "artwork"
    VIDEO = "video"
    OTHER = "other"


class FacetDisclosure(Part):
    """One contributor's declared AI contribution and where the message says so."""

    facet: Facet
    level: DisclosureLevel
    role: str | None = None
    contributor: str | None = None
    xpath: str | None = None


class Disclosure(Part):
    """The declaration of one recording or release.

    ``declared_value`` is the text of ``ContainsAI`` letter for letter, also where it is no allowed
    value (``level`` is then ``UNDECLARED`` and a finding says so). ``carried`` is False where the
    message's ERN version has no field for it and no other place was agreed with the sender. ``carrier``
    names such a place where the declaration stands in one. ``derived`` is a release's level as its
    recordings' levels make it.
    """

    level: DisclosureLevel = DisclosureLevel.UNDECLARED
    declared_value: str | None = None
    carried: bool = True
    xpath: str | None = None
    facets: tuple[FacetDisclosure, ...] = ()
    carrier: str | None = None
    derived: DisclosureLevel | None = None
