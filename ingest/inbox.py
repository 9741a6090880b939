"""Watches a folder for deliveries and hands out those that are complete."""

from collections.abc import Iterator
from pathlib import Path

import structlog

from contracts.delivery import Delivery
from contracts.finding import Finding
from ingest.arrival import Arrival, Fingerprint, look_at, make_delivery, print_of, refreshed
from ingest.batch import BatchCheck
from ingest.ern.limits import DEFAULT_LIMITS, Limits
from ingest.errors import InboxMissingError
from ingest.layout import Candidate, Marker, look
from ingest.senders.contracts import NO_CONTRACTS, SenderContracts
from ingest.stability import Stability
from runtime.clock import Clock, SystemClock

SETTLE_S = 2.0
GRACE_S = 900.0

_log = structlog.get_logger("deadwax.inbox")


class Inbox:
    """Hands out each complete delivery once for each state that it was complete in.

    A delivery is complete when its message and every file that it names have been there unchanged
    for ``settle_s`` seconds, or when the marker of its batch is there. A delivery whose files do not
    come is handed out after ``grace_s`` seconds without them, so that its sender hears of it; if they
    come later, it is handed out again. With ``once`` nothing is waited for. What a manifest says that
    no message can carry is handed out as a delivery of the manifest itself.
    """

    def __init__(
        self,
        root: Path,
        *,
        once: bool = False,
        settle_s: float = SETTLE_S,
        grace_s: float = GRACE_S,
        clock: Clock | None = None,
        limits: Limits = DEFAULT_LIMITS,
        agreed: SenderContracts = NO_CONTRACTS,
    ) -> None:
        self._root = root.absolute()
        self._once = once
        self._settle_s = settle_s
        self._grace_s = grace_s
        self._limits = limits
        self._agreed = agreed
        self._clock = clock or SystemClock()
        self._stability = Stability(self._clock)
        self._arrivals: dict[Path, Arrival] = {}
        self._handed_out: dict[Path, Fingerprint] = {}
        self._batches = BatchCheck(limits)
        self._links: frozenset[Path] = frozenset()
        self._told: set[tuple[Finding, ...]] = set()

    def scan(self) -> Iterator[Delivery]:
        """Look once, and yield what is complete, in the order of arrival.

        Raises ``InboxMissingError`` where the inbox is no folder. What cannot be read just now is
        logged and looked at again in the next scan.
        """
        if not self._root.is_dir():
            raise InboxMissingError(
                f"The inbox {self._root} is not a folder.", remedy="Create it, or name another folder."
            )
        layout = look(self._root)
        self._tell_of_links(layout.links)
        self._forget({c.path for c in layout.candidates} | {m.path for m in layout.markers})
        markers = {marker for marker in layout.markers if self._is_settled_marker(marker)}
        self._batches.begin(markers)
        arrived = [(c, arrival) for c in layout.candidates if (arrival := self._arrival(c.path))]
        for candidate, arrival in arrived:
            self._batches.add(candidate, arrival)
        before = frozenset(self._handed_out)
        for candidate, arrival in arrived:
            if self._handed_out.get(candidate.path) != arrival.fingerprint and self._is_due(
                candidate, arrival, markers
            ):
                yield from self._hand_out(arrival, candidate.batch_id, self._batches.findings_of(candidate))
        for marker in sorted(markers, key=lambda each: str(each.path)):
            yield from self._manifest(marker, self._batches.left_over(marker, before))

    def _tell_of_links(self, links: tuple[Path, ...]) -> None:
        """Log each link that is not followed, once for as long as it is there."""
        for link in links:
            if link not in self._links:
                _log.warning(
                    "inbox.link_not_followed", path=str(link), remedy="Put the delivery in its place."
                )
        self._links = frozenset(links)

    def _arrival(self, path: Path) -> Arrival | None:
        """Look at a message and its files; the message is read again only when it changed."""
        known = self._arrivals.get(path)
        try:
            if known and known.fingerprint[0] == print_of(path):
                arrival = refreshed(known)
            else:
                arrival = look_at(path, self._limits, self._agreed)
        except OSError as error:
            _log.warning("inbox.unreadable", path=str(path), error=str(error))
            return None
        self._arrivals[path] = arrival
        self._stability.look(path, arrival.fingerprint)
        return arrival

    def _is_due(self, candidate: Candidate, arrival: Arrival, markers: set[Marker]) -> bool:
        if self._once or candidate.marker in markers:
            return True
        if self._stability.unchanged_s(candidate.path) < self._settle_s:
            return False
        return not arrival.missing or self._stability.age_s(candidate.path) >= self._grace_s

    def _is_settled_marker(self, marker: Marker) -> bool:
        try:
            self._stability.look(marker.path, print_of(marker.path))
        except OSError as error:
            _log.warning("inbox.unreadable", path=str(marker.path), error=str(error))
            return False
        return self._once or self._stability.unchanged_s(marker.path) >= self._settle_s

    def _hand_out(
        self, arrival: Arrival, batch_id: str | None, findings: tuple[Finding, ...]
    ) -> Iterator[Delivery]:
        try:
            delivery = make_delivery(arrival, batch_id, findings, clock=self._clock)
        except OSError as error:
            _log.warning("inbox.unreadable", path=str(arrival.message), error=str(error))
            return
        self._handed_out[arrival.message] = arrival.fingerprint
        yield delivery

    def _manifest(self, marker: Marker, findings: tuple[Finding, ...]) -> Iterator[Delivery]:
        if not findings or findings in self._told:
            return
        try:
            manifest = look_at(marker.path, self._limits)
        except OSError as error:
            _log.warning("inbox.unreadable", path=str(marker.path), error=str(error))
            return
        self._told.add(findings)
        yield from self._hand_out(manifest, marker.batch_id, findings)

    def _forget(self, present: set[Path]) -> None:
        self._stability.forget_all_but(present)
        for known in (self._arrivals, self._handed_out):
            for path in known.keys() - present:
                known.pop(path)


def scan(root: Path, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Delivery]:
    """Every delivery that lies in ``root`` now, complete or not, in the order of arrival."""
    yield from Inbox(root, once=True, limits=limits).scan()
