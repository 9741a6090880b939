"""What a rule found, before it becomes a finding."""

from collections.abc import Callable, Iterator

from contracts.finding import Severity
from ingest.ern.message import ErnMessage
from ingest.ern.place import Place
from ingest.ern.record import record


@record
class Found:
    """``severity`` and ``file_status`` are set where a rule knows better than the catalogue's default."""

    code: str
    place: Place
    observed: str
    expected: str
    fix: str
    severity: Severity | None = None
    file: str | None = None
    file_status: str | None = None


Rule = Callable[[ErnMessage], Iterator[Found]]


def listed(names: list[str], most: int = 5) -> str:
    """``names`` in words, at most ``most`` of them."""
    unique = list(dict.fromkeys(names))
    shown = ", ".join(unique[:most])
    return f"{shown} and {len(unique) - most} more" if len(unique) > most else shown
