"""Deals: from when, where and on which terms releases may be used."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from ingest.ern.node import Node, local_name
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.values import midnight, moment

# Only ValidityPeriod has start and end, only DealTerms the rest.
_ENDS = ("EndDateTime", "EndDate")
_CANCELLED = ("TakeDown", "AllDealsCancelled")
_NAMES = (
    "TerritoryCode",
    "ExcludedTerritoryCode",
    "CommercialModelType",
    "StartDate",
    "StartDateTime",
    *_ENDS,
    *_CANCELLED,
)


@dataclass(frozen=True, slots=True)
class Deal:
    """The terms of one ``ReleaseDeal``, all its deals together. ``start`` is the earliest, in UTC.

    A start without a time is taken as midnight in UTC, as is an end. ``end`` is the latest end where
    every deal has one, else None. ``is_cancelled`` where all deals are said to be taken down (ERN 3).
    """

    releases: tuple[str, ...]
    place: Place
    start: datetime | None = None
    territories: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    commercial_models: frozenset[str] = frozenset()
    end: datetime | None = None
    is_cancelled: bool = False

    def is_over(self, at: datetime | None) -> bool:
        """Whether nothing may be used any more at ``at``, as far as is known."""
        return self.is_cancelled or (at is not None and self.end is not None and self.end <= at)


def read_deals(root: Node, reading: Reading) -> tuple[Deal, ...]:
    """Read every ``ReleaseDeal``."""
    return tuple(_deal(node, reading) for deals in root.all("DealList") for node in deals.all("ReleaseDeal"))


def _deal(node: Node, reading: Reading) -> Deal:
    # Some messages repeat their terms a thousand times, once per territory and model: one pass over
    # the elements, and each text is converted once.
    texts: dict[str, dict[str, etree._Element]] = {name: {} for name in _NAMES}
    given: Counter[str] = Counter()
    for element in node.element.iter(*("{*}" + name for name in _NAMES)):
        text = (element.text or "").strip()
        if text:
            name = local_name(element)
            given[name] += text not in ("false", "0")
            texts[name].setdefault(text, element)
    count = len(node.all("Deal"))
    starts = [
        start
        for name, convert in (("StartDateTime", moment), ("StartDate", midnight))
        for text, element in texts[name].items()
        if (start := reading.text(text, convert, element)) is not None
    ]
    if not starts:
        effective = reading.value(node.first("EffectiveDate"), midnight)
        starts = [effective] if effective else []
    ends = [
        end
        for name, convert in zip(_ENDS, (moment, midnight), strict=True)
        for text, element in texts[name].items()
        if (end := reading.text(text, convert, element)) is not None
    ]
    are_ended = sum(given[name] for name in _ENDS) >= max(count, 1)
    return Deal(
        releases=node.texts("DealReleaseReference"),
        place=node.place,
        start=min(starts, default=None),
        territories=frozenset(texts["TerritoryCode"]),
        excluded=frozenset(texts["ExcludedTerritoryCode"]),
        commercial_models=frozenset(texts["CommercialModelType"]),
        end=max(ends, default=None) if are_ended else None,
        is_cancelled=count > 0 and sum(given[name] for name in _CANCELLED) >= count,
    )
