"""How severe a finding is: the catalogue's default, unless the operator or a contract says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from contracts.finding import Finding, Severity
from ingest.ern.message import ErnMessage
from ingest.identifiers.kinds import normalise
from ingest.rules.catalogue import CATALOGUE

NEW_FOR_DAYS = 90


class CatalogueAge(StrEnum):
    """Whether a release is new or was out before."""

    NEW = "new"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the severity of a finding may hang on: who sent which version when, and how old the music is."""

    sender: str = ""
    ern_version: str = ""
    on: date | None = None
    age: CatalogueAge = CatalogueAge.NEW


@dataclass(frozen=True, slots=True)
class Agreed:
    """One line of a contract: the severity of ``code`` on the occasions that it names.

    ``versions`` empty means every ERN version; ``since`` and ``until`` are the first and the last day
    of delivery.
    """

    code: str
    severity: Severity
    versions: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    age: CatalogueAge | None = None

    def holds(self, occasion: Occasion) -> bool:
        """Whether the line is about ``occasion``. A line with dates is not where the day is unknown."""
        if self.versions and occasion.ern_version not in self.versions:
            return False
        if self.age is not None and self.age is not occasion.age:
            return False
        if self.since is None and self.until is None:
            return True
        return occasion.on is not None and (
            (self.since is None or self.since <= occasion.on)
            and (self.until is None or occasion.on <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Severities:
    """``by_sender`` (keyed by DPID) goes before ``for_all``; of several lines the first that holds counts.

    ``new_for_days``: a release that came out longer before its delivery is back catalogue.
    Example: a contract that makes AI disclosure a duty turns ``DX-D01`` of that sender into
    ``Critical`` while it stays ``Information`` for all others.
    """

    for_all: tuple[Agreed, ...] = ()
    by_sender: Mapping[str, tuple[Agreed, ...]] = field(default_factory=dict)
    new_for_days: int = NEW_FOR_DAYS

    def occasion(self, message: ErnMessage, received_at: datetime) -> Occasion:
        """The occasion of a message that arrived at ``received_at``."""
        release = message.main_release
        out = release.release_date if release else None
        is_old = out is not None and out < received_at.date() - timedelta(days=self.new_for_days)
        return Occasion(
            sender=normalise(message.header.sender.identifiers.get("DPID", "")),
            ern_version=message.version.number,
            on=received_at.date(),
            age=CatalogueAge.BACK if message.header.is_backfill or is_old else CatalogueAge.NEW,
        )

    def of(self, code: str, occasion: Occasion, own: Severity | None = None) -> Severity:
        """The severity of ``code``; ``own`` is what its rule holds for right, where it knows better."""
        lines = (*self.by_sender.get(occasion.sender, ()), *self.for_all)
        agreed = (line.severity for line in lines if line.code == code and line.holds(occasion))
        return next(agreed, own or CATALOGUE[code].severity)

    def applied(self, finding: Finding, occasion: Occasion) -> Finding:
        """``finding`` with the severity that holds on ``occasion``."""
        severity = self.of(finding.code, occasion, finding.severity)
        return finding if severity is finding.severity else finding.model_copy(update={"severity": severity})
