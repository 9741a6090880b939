"""Deals: from when, where and on which terms releases may be used."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from ingest.ern.node import Node, local_name
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.values import midnight, moment

# Only ValidityPeriod has StartDate and StartDateTime, only DealTerms the rest.
_NAMES = ("TerritoryCode", "ExcludedTerritoryCode", "CommercialModelType", "StartDate", "StartDateTime")


@dataclass(frozen=True, slots=True)
class Deal:
    """The terms of one ``ReleaseDeal``, all its deals together. ``start`` is the earliest, in UTC.

    A start without a time is taken as midnight in UTC.
    """

    releases: tuple[str, ...]
    place: Place
    start: datetime | None = None
    territories: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    commercial_models: frozenset[str] = frozenset()


def read_deals(root: Node, reading: Reading) -> tuple[Deal, ...]:
    """Read every ``ReleaseDeal``."""
    return tuple(_deal(node, reading) for deals in root.all("DealList") for node in deals.all("ReleaseDeal"))


def _deal(node: Node, reading: Reading) -> Deal:
    # Some messages repeat their terms a thousand times, once per territory and model: one pass over
    # the elements, and each text is converted once.
    texts: dict[str, dict[str, etree._Element]] = {name: {} for name in _NAMES}
    for element in node.element.iter(*("{*}" + name for name in _NAMES)):
        text = (element.text or "").strip()
        if text:
            texts[local_name(element)].setdefault(text, element)
    starts = [
        start
        for name, convert in (("StartDateTime", moment), ("StartDate", midnight))
        for text, element in texts[name].items()
        if (start := reading.text(text, convert, element)) is not None
    ]
    if not starts:
        effective = reading.value(node.first("EffectiveDate"), midnight)
        starts = [effective] if effective else []
    return Deal(
        releases=node.texts("DealReleaseReference"),
        place=node.place,
        start=min(starts, default=None),
        territories=frozenset(texts["TerritoryCode"]),
        excluded=frozenset(texts["ExcludedTerritoryCode"]),
        commercial_models=frozenset(texts["CommercialModelType"]),
    )
