"""Sound recordings."""

from collections import Counter
from collections.abc import Mapping

from contracts.disclosure import DisclosureLevel, Facet
from ingest.ern.bodies import bodies, first_text, first_with
from ingest.ern.credits import read_credits
from ingest.ern.declared import ABSENT, Declared, read_declared
from ingest.ern.files import DeclaredFile, read_files
from ingest.ern.node import Node
from ingest.ern.parties import proprietary_ids
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.record import record
from ingest.ern.stray import unknown_in
from ingest.ern.titles import Words
from ingest.ern.values import boolean, duration_s
from ingest.ern.works import WorkId, read_work_references, read_works

ID_CONTAINERS = ("SoundRecordingId", "ResourceId")
VOCALS = ("HasVocalPerformance", "HasForegroundVocalPerformance")
_ISRC_ALONE = {"ISRC"}
_NOT_OTHER = ("ISRC", "ProprietaryId")
_CONTAINED = "ResourceContainedResourceReference"
CONTAINING = frozenset({f"{_CONTAINED}List", "RelatedResource"})


@record
class Recording(Words):
    """One ``SoundRecording``. ``key`` is its reference, made unique within the message.

    ``isrcs`` are all ISRCs as declared, the main one first, empty elements left out;
    ``has_empty_isrc`` tells of one that was there without a text. ``contains`` are the references of
    the recordings that this one is made of, as a DJ mix is. ``agreed_facets`` are the parts that a side
    file declares. ``works`` are the ISWCs that it gives itself, ``work_references`` those in the list.
    """

    key: str
    reference: str | None
    place: Place
    isrcs: tuple[str, ...] = ()
    has_empty_isrc: bool = False
    isrc_place: Place | None = None
    duration_s: float | None = None
    is_instrumental: bool | None = None
    has_vocal_performance: bool | None = None
    ai: Declared = ABSENT
    files: tuple[DeclaredFile, ...] = ()
    contains: tuple[str, ...] = ()
    agreed_facets: tuple[tuple[Facet, DisclosureLevel], ...] = ()
    works: tuple[WorkId, ...] = ()
    work_references: tuple[str, ...] = ()

    @property
    def label(self) -> str | None:
        """The label as ERN 3 names it."""
        return first_text(self.bodies, "LabelName")

    @property
    def language(self) -> str | None:
        """The language in which it is performed."""
        return first_text(self.bodies, "LanguageOfPerformance")

    @property
    def parental_warning(self) -> str | None:
        """Whether it is for adults."""
        return first_text(self.bodies, "ParentalWarningType")

    @property
    def other_ids(self) -> Mapping[str, str]:
        """Every identifier but the ISRC, by kind or namespace."""
        return _other_ids(_containers((*self.bodies[:1], *self.editions)))

    @property
    def isrc(self) -> str | None:
        """The main ISRC as declared."""
        return self.isrcs[0] if self.isrcs else None

    @property
    def subject(self) -> str:
        """Nothing: what is told of a recording stands under its name."""
        return ""

    @property
    def ai_names(self) -> list[str]:
        """Who or what is declared as AI: contributors by name, and parts that a side file names."""
        parts = [
            facet.value.replace("_", " ")
            for facet, level in self.agreed_facets
            if level in (DisclosureLevel.PARTLY, DisclosureLevel.ALL)
        ]
        return [credit.name for credit in self.credits if credit.has_ai] + parts


def read_recording(node: Node, reading: Reading, key: str) -> Recording:
    """Read one ``SoundRecording`` element by element, and note what is stray in it."""
    reading.stray += unknown_in(node, reading.version.family)
    among, editions = tuple(bodies(node)), tuple(node.all("SoundRecordingEdition"))
    whole = (*among, *editions)
    identified = (node, *editions)
    containers = _containers(identified)
    first_isrc = first_with(containers, "ISRC")
    texts = [text for ids in containers for text in ids.contents("ISRC")]
    read = Recording(
        key=key,
        reference=node.text("ResourceReference"),
        place=node,
        bodies=among,
        editions=editions,
        isrcs=tuple(filter(None, dict.fromkeys(texts))),
        has_empty_isrc="" in texts,
        isrc_place=first_isrc[0].first("ISRC") if first_isrc else None,
        credits=read_credits(whole, reading),
        duration_s=reading.value(node, "Duration", duration_s),
        is_instrumental=reading.value(node, "IsInstrumental", boolean),
        has_vocal_performance=_has_vocals(node, reading),
        ai=read_declared(node, "ContainsAI"),
        files=read_files(whole, reading),
        contains=_contains(node),
        works=read_works(identified),
        work_references=read_work_references(node),
    )
    for body in whole:
        body.forget()
    return read


def _has_vocals(node: Node, reading: Reading) -> bool | None:
    """Whether people sing or speak: either of two elements says so; None where neither is there."""
    answers = [reading.value(node, name, boolean) for name in VOCALS if node.has(name)]
    given = [answer for answer in answers if answer is not None]
    return any(given) if given else None


def _contains(node: Node) -> tuple[str, ...]:
    if node.names.isdisjoint(CONTAINING):
        return ()
    inner = [part for listed in node.all(f"{_CONTAINED}List") for part in listed.all(_CONTAINED)]
    related = [
        text
        for part in node.all("RelatedResource")
        for text in part.texts("ResourceRelatedResourceReference")
    ]
    return (*(text for part in inner for text in part.texts(_CONTAINED)), *related)


def _containers(identified: tuple[Node, ...]) -> list[Node]:
    return [ids for body in identified for ids in body.all(*ID_CONTAINERS)]


def _other_ids(containers: list[Node]) -> dict[str, str]:
    """Every identifier but the ISRC, by kind or namespace; a second of one kind is numbered."""
    found: dict[str, str] = {}
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for ids in containers:
        if ids.names == _ISRC_ALONE:
            continue
        plain = [
            (node.name, node.content) for node in ids.all(*(n for n in ids.names if n not in _NOT_OTHER))
        ]
        for kind, value in [*plain, *proprietary_ids(ids)]:
            if value and value not in seen:
                seen.add(value)
                counts[kind] += 1
                found[kind if counts[kind] == 1 else f"{kind}#{counts[kind]}"] = value
    return found
