"""People and companies as a delivery names them."""

from pydantic import Field

from contracts.disclosure import DisclosureLevel
from contracts.message import Part


class Party(Part):
    """A named party with the identifiers that the message gives (``{"ISNI": …, "DPID": …}``)."""

    name: str
    identifiers: dict[str, str] = Field(default_factory=dict)


class Contributor(Part):
    """A contributor or display artist with its roles, in the message's order.

    ``special`` is the DDEX ``SpecialContributor`` or ``SpecialDisplayArtist`` value where that
    stands in place of a party, for example ``GenerativeAI``.
    """

    party: Party | None = None
    roles: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    special: str | None = None
    ai_contribution: DisclosureLevel = DisclosureLevel.UNDECLARED
    is_display_artist: bool = False
    sequence: int | None = None

    @property
    def name(self) -> str:
        """The name to show: the party's, or the special value."""
        return self.party.name if self.party else (self.special or "")
