"""How severe a finding is: the catalogue's default, unless the operator or a contract says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contracts.finding import Severity
from ingest.rules.catalogue import CATALOGUE
from ingest.rules.found import Found


@dataclass(frozen=True, slots=True)
class Severities:
    """``by_code`` holds for every sender, ``by_sender`` (keyed by DPID, then code) goes before it.

    Example: a contract that makes AI disclosure a duty turns ``DX-D01`` of that sender into
    ``Critical`` while it stays ``Information`` for all others.
    """

    by_code: Mapping[str, Severity] = field(default_factory=dict)
    by_sender: Mapping[str, Mapping[str, Severity]] = field(default_factory=dict)

    def of(self, found: Found, sender: str | None) -> Severity:
        """The severity of ``found`` in a delivery of the sender with this DPID."""
        agreed = self.by_sender.get(sender or "", {}).get(found.code) or self.by_code.get(found.code)
        return agreed or found.severity or CATALOGUE[found.code].severity
