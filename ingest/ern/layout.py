"""Where in a recording of one shape stands what is read of it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.ern.bodies import DETAILS
from ingest.ern.credits import CREDITED, DISPLAY, REFERENCES, ROLES
from ingest.ern.files import DETAILED, PREVIEW, TECHNICAL
from ingest.ern.recordings import CONTAINING, ID_CONTAINERS, VOCALS
from ingest.ern.shape import NOWHERE, Key, LongNamesError, Shape, check_names
from ingest.ern.stray import RECORDING_4
from ingest.ern.works import IN_RESOURCE

MOST_SHAPES = 256
INSTRUMENT = "InstrumentType"
_RARE = frozenset({*CONTAINING, *IN_RESOURCE, *DETAILS, "Character", "ResourceMusicalWorkReferenceList"})


class CreditAt(NamedTuple):
    """One display artist or contributor. ``body`` is the recording, 0, or the number of its edition.

    ``reference`` is ``NOWHERE`` where the credit is more than a reference to a party, roles and instruments.
    """

    element: int
    way: str
    body: int
    number: int
    is_display_artist: bool
    reference: int
    roles: tuple[int, ...]
    instruments: tuple[int, ...]


class HashAt(NamedTuple):
    """One ``HashSum``; its value stands in one of two elements."""

    element: int
    way: str
    algorithm: int
    value: int
    older_value: int


class FileAt(NamedTuple):
    """One ``File``. ``names`` are URI, URL, path and name; ``details`` are those around it, if any."""

    element: int
    way: str
    names: tuple[int, int, int, int]
    hashes: tuple[HashAt, ...]
    previews: tuple[int, ...]
    is_clip: bool
    details: tuple[int, int, int, int] | None


class Layout(NamedTuple):
    """A ``SoundRecording`` of ERN 4. ``isrcs`` come with the way to each."""

    reference: int
    duration: int
    is_instrumental: int
    vocals: tuple[int, ...]
    ai: int
    ai_way: str
    editions: tuple[int, ...]
    isrcs: tuple[int, ...]
    isrc_way: str
    credits: tuple[CreditAt, ...]
    files: tuple[FileAt, ...]


class Known:
    """A shape that was met. Its layout is made when it is met again: many shapes are met once."""

    __slots__ = ("_is_met", "_layout", "is_learnt")

    def __init__(self) -> None:
        self._is_met = False
        self._layout: Layout | None = None
        self.is_learnt = False

    def layout(self, key: Key) -> Layout | None:
        """The layout, None where recordings of this shape are read element by element."""
        if not self.is_learnt:
            if self._is_met:
                self._layout = _layout(Shape(key))
                self.is_learnt = True
            self._is_met = True
        return self._layout


def layout_of(key: Key) -> Layout | None:
    """The layout of a recording that looks like ``key``; None where it has to be read element by element.

    That is where its shape is new, very long, or has something rare: details by territory, characters,
    parts, works, elements that ERN does not have.
    """
    try:
        return _known(key).layout(key)
    except LongNamesError:
        return None


@lru_cache(maxsize=MOST_SHAPES)
def _known(key: Key) -> Known:
    check_names(key)  # what is very long is not kept
    return Known()


def _layout(shape: Shape) -> Layout | None:
    editions = tuple(shape.all(0, "SoundRecordingEdition"))
    whole = (0, *editions)
    names = {name for body in whole for name in shape.children[body]}
    if not _RARE.isdisjoint(names) or not RECORDING_4.issuperset(shape.children[0]):
        return None
    technicals = [index for body in whole for index in shape.all(body, *TECHNICAL)]
    if any(_is_preview_of_nothing(shape, index) for index in technicals):
        return None
    containers = [index for body in whole for index in shape.all(body, *ID_CONTAINERS)]
    ai = shape.first(0, "ContainsAI")
    isrcs = tuple(isrc for index in containers for isrc in shape.all(index, "ISRC"))
    return Layout(
        reference=shape.first(0, "ResourceReference"),
        duration=shape.first(0, "Duration"),
        is_instrumental=shape.first(0, "IsInstrumental"),
        vocals=tuple(index for name in VOCALS if (index := shape.first(0, name)) != NOWHERE),
        ai=ai,
        ai_way=shape.ways[ai],
        editions=editions,
        isrcs=isrcs,
        isrc_way=shape.ways[isrcs[0]] if isrcs else "",
        credits=tuple(
            _credit(shape, index, number)
            for number, body in enumerate(whole)
            for index in shape.all(body, *CREDITED)
        ),
        files=tuple(file for index in technicals for file in _files(shape, index)),
    )


def _credit(shape: Shape, index: int, body: int) -> CreditAt:
    children = shape.children[index]
    references, roles = shape.all(index, *REFERENCES), sorted(shape.all(index, *ROLES))
    is_plain = (
        len(references) == 1
        and children.keys() <= REFERENCES | ROLES | {INSTRUMENT}
        and not any(shape.children[role] for role in roles)
    )
    return CreditAt(
        index,
        shape.ways[index],
        body,
        shape.numbers[index],
        shape.names[index] in DISPLAY,
        references[0] if is_plain else NOWHERE,
        tuple(roles),
        tuple(shape.all(index, INSTRUMENT)),
    )


def _is_preview_of_nothing(shape: Shape, technical: int) -> bool:
    return not shape.children[technical].keys().isdisjoint(PREVIEW) and not any(
        shape.all(details, "File") for details in (technical, *shape.all(technical, "DeliveryFile"))
    )


def _files(shape: Shape, technical: int) -> Iterator[FileAt]:
    previews = tuple(index for name in PREVIEW if (index := shape.first(technical, name)) != NOWHERE)
    for details in (technical, *shape.all(technical, "DeliveryFile")):
        yield from _files_in(shape, details, previews, is_clip=False)
    for clip in shape.all(technical, "ClipDetails"):
        for details in shape.all(clip, "DeliveryFile"):
            yield from _files_in(shape, details, (), is_clip=True)


def _files_in(shape: Shape, index: int, previews: tuple[int, ...], *, is_clip: bool) -> Iterator[FileAt]:
    first = shape.first
    details = None
    if not DETAILED.isdisjoint(shape.children[index]):
        details = (
            first(index, "AudioCodecType"),
            first(index, "SamplingRate"),
            first(index, "Duration"),
            first(index, "IsProvidedInDelivery"),
        )
    for file in shape.all(index, "File"):
        names = (first(file, "URI"), first(file, "URL"), first(file, "FilePath"), first(file, "FileName"))
        hashes = tuple(_hash(shape, each) for each in shape.all(file, "HashSum"))
        yield FileAt(file, shape.ways[file], names, hashes, previews, is_clip, details)


def _hash(shape: Shape, index: int) -> HashAt:
    algorithm = shape.first(index, "Algorithm", "HashSumAlgorithmType")
    value, older = shape.first(index, "HashSumValue"), shape.first(index, "HashSum")
    return HashAt(index, shape.ways[index], algorithm, value, older)
