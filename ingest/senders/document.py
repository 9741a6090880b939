"""The document of sender contracts, as an operator writes it in YAML."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from contracts.disclosure import DisclosureLevel, Facet
from contracts.finding import Severity
from ingest.ern.versions import VERSIONS
from ingest.errors import UnsafeNameError
from ingest.files.names import safe_parts
from ingest.identifiers.kinds import DPID, normalise
from ingest.rules.catalogue import CATALOGUE
from ingest.rules.severities import NEW_FOR_DAYS, CatalogueAge

_NUMBERS = frozenset(version.number for version in VERSIONS.values())


class Entry(BaseModel):
    """A part of the document; a key that has no meaning is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SeverityLine(Entry):
    """The severity of a code; ``versions``, ``since``, ``until`` and ``catalogue`` narrow it."""

    code: str
    severity: Severity
    versions: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    catalogue: CatalogueAge | None = None

    @field_validator("code")
    @classmethod
    def _known_code(cls, code: str) -> str:
        if code not in CATALOGUE:
            raise ValueError("is no code of the catalogue")
        return code

    @field_validator("versions")
    @classmethod
    def _known_versions(cls, versions: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [version for version in versions if version not in _NUMBERS]
        if unknown:
            raise ValueError(f"{unknown[0]} is no ERN version that is read ({', '.join(sorted(_NUMBERS))})")
        return versions

    @model_validator(mode="after")
    def _in_order(self) -> "SeverityLine":
        if self.since and self.until and self.until < self.since:
            raise ValueError("until is before since")
        return self


class Meaning(Entry):
    """What a user-defined role says.

    ``level`` is that of the contribution, or of the whole recording where ``of`` says so. ``role`` is
    the DDEX role that is meant, so that the part of the track is known.
    """

    level: DisclosureLevel
    role: str | None = None
    of: Literal["contribution", "recording"] = "contribution"

    @field_validator("level")
    @classmethod
    def _declared(cls, level: DisclosureLevel) -> DisclosureLevel:
        return _declared(level)


class RoleCarrier(Entry):
    """User-defined roles that declare AI; ``values`` are their ``UserDefinedValue`` texts."""

    kind: Literal["role"]
    namespace: str | None = None
    values: dict[str, Meaning] = Field(min_length=1)


class SideFileCarrier(Entry):
    """A JSON file beside the message that declares AI by ISRC.

    ``recordings`` is the way to the list of recordings, keys with full stops between them, empty where
    the list is the document. ``isrc`` and ``level`` are the ways inside one of them, ``facets`` those to
    the levels of the parts. ``levels`` says what the values mean; JSON's true is written ``true``.
    """

    kind: Literal["side_file"]
    name: str
    recordings: str = ""
    isrc: str = "isrc"
    level: str | None = None
    facets: dict[Facet, str] = Field(default_factory=dict)
    levels: dict[str, DisclosureLevel] = Field(min_length=1)

    @field_validator("name")
    @classmethod
    def _safe_name(cls, name: str) -> str:
        try:
            safe_parts(name)
        except UnsafeNameError as error:
            raise ValueError(error.message) from error
        return name

    @field_validator("levels")
    @classmethod
    def _all_declared(cls, levels: dict[str, DisclosureLevel]) -> dict[str, DisclosureLevel]:
        return {text: _declared(level) for text, level in levels.items()}

    @model_validator(mode="after")
    def _says_something(self) -> "SideFileCarrier":
        if self.level is None and not self.facets:
            raise ValueError("names neither a level nor facets")
        return self


Carrier = Annotated[RoleCarrier | SideFileCarrier, Field(discriminator="kind")]
"""A place outside ERN's own fields that declares AI, by agreement with the sender."""


class Contract(Entry):
    """What is agreed with one sender."""

    dpid: str
    name: str = ""
    severities: tuple[SeverityLine, ...] = ()
    carriers: tuple[Carrier, ...] = ()

    @field_validator("dpid")
    @classmethod
    def _is_dpid(cls, dpid: str) -> str:
        if not DPID.has_syntax(dpid):
            raise ValueError(f"is no DPID ({DPID.expected})")
        return normalise(dpid)


class SendersDocument(Entry):
    """All contracts. ``severities`` hold for every sender, after those of its own contract."""

    format: Literal["1"]
    new_for_days: int = Field(default=NEW_FOR_DAYS, ge=0, le=36_500)
    severities: tuple[SeverityLine, ...] = ()
    senders: tuple[Contract, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "SendersDocument":
        seen: set[str] = set()
        for contract in self.senders:
            if contract.dpid in seen:
                raise ValueError(f"{contract.dpid} has two contracts; put them together")
            seen.add(contract.dpid)
        return self


def _declared(level: DisclosureLevel) -> DisclosureLevel:
    if level is DisclosureLevel.UNDECLARED:
        raise ValueError("undeclared is what silence means; write all, partly or none")
    return level
