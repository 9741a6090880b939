"""The sender contracts as ingest uses them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.ern.message import ErnMessage
from ingest.identifiers.kinds import normalise
from ingest.rules.severities import Agreed, Severities
from ingest.senders.document import Carrier, SendersDocument, SeverityLine, SideFileCarrier


@dataclass(frozen=True, slots=True)
class SenderContracts:
    """How severe findings are, and by DPID the carriers that are agreed with a sender.

    ``ai_names`` are the names of AI services, folded; ours where None.
    """

    severities: Severities = field(default_factory=Severities)
    carriers: Mapping[str, tuple[Carrier, ...]] = field(default_factory=dict)
    ai_names: frozenset[str] | None = None

    @classmethod
    def of(cls, document: SendersDocument) -> "SenderContracts":
        """The contracts of a document."""
        by_sender = {each.dpid: _lines(each.severities) for each in document.senders}
        severities = Severities(_lines(document.severities), by_sender, document.new_for_days)
        return cls(severities, {each.dpid: each.carriers for each in document.senders})

    def carriers_for(self, message: ErnMessage) -> tuple[Carrier, ...]:
        """The carriers that are agreed with the sender of ``message``."""
        return self.carriers.get(normalise(message.header.sender.identifiers.get("DPID", "")), ())

    def side_files_for(self, message: ErnMessage) -> tuple[str, ...]:
        """The names of the side files that the sender of ``message`` sends with it."""
        return tuple(each.name for each in self.carriers_for(message) if isinstance(each, SideFileCarrier))


def _lines(lines: tuple[SeverityLine, ...]) -> tuple[Agreed, ...]:
    return tuple(
        Agreed(line.code, line.severity, frozenset(line.versions), line.since, line.until, line.catalogue)
        for line in lines
    )


NO_CONTRACTS = SenderContracts()
"""Nothing is agreed: the catalogue's severities, ERN's own fields."""
