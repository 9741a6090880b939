"""Credits: display artists and contributors of a recording, with their roles."""

from collections.abc import Sequence
from functools import lru_cache

from lxml import etree

from contracts.disclosure import DisclosureLevel
from ingest.ern.declared import ABSENT, Declared, read_declared
from ingest.ern.node import Node, local_name
from ingest.ern.parties import Party, read_party
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.record import record
from ingest.ern.values import integer

GENERATIVE_AI = "GenerativeAI"
USER_DEFINED = "UserDefined"
DISPLAY = ("DisplayArtist", "DisplayConductor", "DisplayComposer")
CREDITED = (
    *DISPLAY,
    "Contributor",
    "ResourceContributor",
    "IndirectResourceContributor",
    "EditionContributor",
)
_ANY_CREDITED = frozenset(CREDITED)
REFERENCES = frozenset({"ContributorPartyReference", "ArtistPartyReference"})
ROLES = frozenset(
    {
        "DisplayArtistRole",
        "ArtistRole",
        "ArtisticRole",
        "Role",
        "ResourceContributorRole",
        "IndirectResourceContributorRole",
    }
)


@record
class Role:
    """A role. ``user_value`` and ``namespace`` explain the value ``UserDefined``."""

    value: str
    instruments: tuple[str, ...] = ()
    namespace: str | None = None
    user_value: str | None = None

    @property
    def label(self) -> str:
        """The role to show; a user-defined one with its own words."""
        return f"{self.value}:{self.user_value}" if self.user_value else self.value


@record
class Credit:
    """One display artist or contributor.

    ``reference`` is ERN 4's reference to a party, kept also where no such party exists (``party`` is
    then None). ``special`` is the value of ``SpecialContributor`` or ``SpecialDisplayArtist``.
    ``instruments`` are those given beside the roles, as ERN before 4.3.1 does.
    """

    place: Place
    party: Party | None = None
    reference: str | None = None
    roles: tuple[Role, ...] = ()
    is_display_artist: bool = False
    sequence: int | None = None
    special: str | None = None
    special_user_value: str | None = None
    instruments: tuple[str, ...] = ()
    ai: Declared = ABSENT

    @property
    def name(self) -> str:
        """The name to show."""
        return (self.party.name if self.party else None) or self.special or self.reference or ""

    @property
    def is_generative_ai(self) -> bool:
        """Whether generative AI itself is named in the place of a person."""
        return self.special == GENERATIVE_AI

    @property
    def level(self) -> DisclosureLevel:
        """What is declared; All for generative AI itself where nothing else is said (4.3.1, normative)."""
        if self.special == GENERATIVE_AI and not self.ai.is_declared:
            return DisclosureLevel.ALL
        return self.ai.level

    @property
    def has_ai(self) -> bool:
        """Whether AI made this contribution, or a part of it, as declared."""
        return self.special == GENERATIVE_AI or self.ai.has_ai

    @property
    def all_instruments(self) -> tuple[str, ...]:
        """Every instrument once, in order."""
        given = [i for role in self.roles for i in role.instruments] + list(self.instruments)
        return tuple(dict.fromkeys(given))


def read_credits(bodies: Sequence[Node], reading: Reading) -> tuple[Credit, ...]:
    """Read every credit of ``bodies``: one recording and its details by territory and edition.

    A credit that several territories repeat is taken once.
    """
    nodes: list[Node] = []
    characters: list[Node] = []
    for body in bodies:
        names = body.names
        if not names.isdisjoint(_ANY_CREDITED):
            nodes += body.all(*CREDITED)
        if "Character" in names:
            characters += body.all("Character")
    nodes += [performer for character in characters for performer in character.all("Performer")]
    if not nodes:
        return ()
    return each_once([read_credit(node, reading) for node in nodes])


def each_once(credited: list[Credit]) -> tuple[Credit, ...]:
    """``credited`` without those that say the same as an earlier one."""
    if len({(credit.name, credit.is_display_artist) for credit in credited}) == len(credited):
        return tuple(credited)
    unique: dict[tuple[object, ...], Credit] = {}
    for credit in credited:
        key = (
            credit.name,
            credit.special,
            credit.roles,
            credit.is_display_artist,
            credit.ai.text,
            credit.instruments,
        )
        unique.setdefault(key, credit)
    return tuple(unique.values())


def read_credit(node: Node, reading: Reading) -> Credit:
    """Read one display artist or contributor."""
    # There are more credits than anything else: most are a reference and a role, read in one walk.
    element = node.element
    reference, roles, has_more = None, [], False
    for child in element:
        name: str = child.tag
        if "{" in name:
            name = local_name(child)
        if name in REFERENCES:
            reference = reference or (child.text or "").strip()
        elif name in ROLES:
            roles.append(_role(child))
        else:
            has_more = True
    number = element.get("SequenceNumber")
    place_and_role = (
        node,
        reading.parties.get(reference) if reference else _inline_party(node),
        reference or None,
        tuple([role for role in roles if role.value]),
        node.name in DISPLAY,
        sequence(number.strip()) if number else None,
    )
    return Credit(*place_and_role, *_more(node)) if has_more else Credit(*place_and_role)


def _more(node: Node) -> tuple[str | None, str | None, tuple[str, ...], Declared]:
    """What few credits have: the last four values of a :class:`Credit`."""
    special = node.first("SpecialContributor") or node.first("SpecialDisplayArtist")
    return (
        special.content if special else None,
        special.attribute("UserDefinedValue") if special else None,
        node.texts("InstrumentType"),
        read_declared(node, "AiContribution"),
    )


def _inline_party(node: Node) -> Party | None:
    party = read_party(node)
    return party if party.name or party.identifiers else None


def _role(element: etree._Element) -> Role:
    if len(element) == 0:
        text = (element.text or "").strip()
        return plain_role(text, element.get("Namespace"), element.get("UserDefinedValue"))
    node = Node(element)
    value = node.first("Value") or node
    return Role(
        value=value.content,
        instruments=node.texts("InstrumentType"),
        namespace=value.attribute("Namespace"),
        user_value=value.attribute("UserDefinedValue"),
    )


@lru_cache(maxsize=1024)
def plain_role(value: str, namespace: str | None, user_value: str | None) -> Role:
    """A role without instruments. Few are used, and each thousands of times."""
    return Role(
        value,
        namespace=(namespace or "").strip() or None,
        user_value=(user_value or "").strip() or None,
    )


def sequence(text: str | None) -> int | None:
    """A place in the order of credits."""
    try:
        return integer(text) if text else None
    except ValueError:
        return None  # the order in the message stands in for a number that is none
