"""Deals: from when, where and on which terms releases may be used."""

from collections.abc import Callable
from datetime import datetime

from lxml import etree

from ingest.ern.node import Node
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.record import record
from ingest.ern.values import midnight, moment


@record
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
    # Some messages repeat their terms a thousand times, once for each territory and model. So each name
    # is looked for by itself, by libxml2, and each text is converted once.
    starts = _times(node, "StartDateTime", moment, reading) + _times(node, "StartDate", midnight, reading)
    if not starts:
        effective = reading.value(node, "EffectiveDate", midnight)
        starts = [effective] if effective else []
    ends = _times(node, "EndDateTime", moment, reading) + _times(node, "EndDate", midnight, reading)
    ending = _count(node, "EndDateTime", "EndDate") if ends else 0
    cancelled = _count(node, "TakeDown", "AllDealsCancelled")
    deals = sum(1 for _ in node.element.iterchildren("{*}Deal")) if ending or cancelled else 0
    return Deal(
        releases=tuple(filter(None, map(_text, node.element.iterchildren("{*}DealReleaseReference")))),
        place=node,
        start=min(starts, default=None),
        territories=_texts(node, "TerritoryCode"),
        excluded=_texts(node, "ExcludedTerritoryCode"),
        commercial_models=_texts(node, "CommercialModelType"),
        end=max(ends) if ends and ending >= max(deals, 1) else None,
        is_cancelled=deals > 0 and cancelled >= deals,
    )


def _texts(node: Node, name: str) -> frozenset[str]:
    """The different texts of every element called ``name`` in ``node``."""
    found = {element.text for element in node.element.iter("{*}" + name)}
    return frozenset(stripped for text in found if text and (stripped := text.strip()))


def _times(node: Node, name: str, convert: Callable[[str], datetime], reading: Reading) -> list[datetime]:
    """The different times of every element called ``name``; a malformed one is noted once."""
    texts = {element.text for element in node.element.iter("{*}" + name)}
    try:
        return [convert(stripped) for text in texts if text and (stripped := text.strip())]
    except ValueError:
        return _well_formed(node, name, convert, reading)


def _well_formed(
    node: Node, name: str, convert: Callable[[str], datetime], reading: Reading
) -> list[datetime]:
    # Read from the end, so that the first of several with one text stays.
    firsts = {element.text: element for element in reversed([*node.element.iter("{*}" + name)])}
    times = []
    for text, element in reversed(firsts.items()):
        if text and (stripped := text.strip()):
            try:
                times.append(convert(stripped))
            except ValueError as error:
                reading.note(reading.descendants.node(element), error)
    return times


def _count(node: Node, *names: str) -> int:
    """How many elements have one of ``names`` and say something else than no."""
    texts = map(_text, node.element.iter(*("{*}" + name for name in names)))
    return sum(1 for text in texts if text and text not in ("false", "0"))


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()
