"""Musical works: the ISWCs that a message gives, beside its recordings or in a list of works."""

from collections.abc import Sequence

from ingest.ern.node import Node
from ingest.ern.place import Place
from ingest.ern.record import record

# ERN 4 has WorkId in the resource, ERN 3 IndirectSoundRecordingId; both have lists of works elsewhere.
IN_RESOURCE = ("WorkId", "IndirectSoundRecordingId", "IndirectVideoId", "MusicalWorkId")
_IN_WORK = ("MusicalWorkId", "WorkId")
_ANY_IN_RESOURCE = frozenset(IN_RESOURCE)


@record
class WorkId:
    """An ISWC as declared."""

    iswc: str
    place: Place


def read_work_list(root: Node) -> dict[str, tuple[WorkId, ...]]:
    """The ISWCs of the works in the ``WorkList`` by reference; one without a reference has a number."""
    works: dict[str, list[WorkId]] = {}
    for work_list in root.all("WorkList"):
        for number, work in enumerate(work_list.all("MusicalWork"), start=1):
            reference = work.text("MusicalWorkReference") or f"MusicalWork[{number}]"
            works.setdefault(reference, []).extend(_iswcs([work], _IN_WORK))
    return {reference: tuple(found) for reference, found in works.items()}


def read_works(among: Sequence[Node]) -> tuple[WorkId, ...]:
    """The ISWCs that a resource itself gives; ``among`` are it and its parts."""
    return _iswcs([node for node in among if not node.names.isdisjoint(_ANY_IN_RESOURCE)], IN_RESOURCE)


def read_work_references(resource: Node) -> tuple[str, ...]:
    """The references of a resource to works of the ``WorkList``."""
    name = "ResourceMusicalWorkReference"
    if not resource.has(f"{name}List"):
        return ()
    found = (
        text
        for listed in resource.all(f"{name}List")
        for entry in listed.all(name)
        for text in (entry.text(name), entry.content)
        if text
    )
    return tuple(dict.fromkeys(found))


def _iswcs(among: Sequence[Node], containers: tuple[str, ...]) -> tuple[WorkId, ...]:
    nodes = [iswc for node in among for ids in node.all(*containers) for iswc in ids.all("ISWC")]
    return tuple(WorkId(node.content, node) for node in nodes if node.content)
