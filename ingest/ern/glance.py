"""Reads a recording of a known shape at a glance: every text is looked at once, and where it stands is known.

This is for speed alone. It gives what :mod:`ingest.ern.recordings` gives, which is asked wherever anything
is rare, malformed or new.
"""

from collections.abc import Sequence

from lxml import etree

from ingest.ern.credits import Credit, each_once, plain_role, read_credit, sequence
from ingest.ern.declared import ABSENT, Declared, declared
from ingest.ern.files import DeclaredFile, DeclaredHash, in_folder
from ingest.ern.layout import CreditAt, FileAt, HashAt, Layout, layout_of
from ingest.ern.node import Node, attribute
from ingest.ern.reading import Reading
from ingest.ern.recordings import Recording, read_recording
from ingest.ern.shape import NOWHERE, Spot, look
from ingest.ern.values import boolean, duration_s, sample_rate_hz

ERN_3 = 3


class Glance:
    """One recording with its elements and texts by their places in its shape."""

    __slots__ = ("_elements", "_layout", "_node", "_texts", "reference")

    def __init__(self, node: Node, elements: list[etree._Element], texts: list[str], layout: Layout) -> None:
        self._node = node
        self._elements = elements
        self._texts = texts
        self._layout = layout
        self.reference = texts[layout.reference] or None
        """The recording's reference, None where it has none."""

    @classmethod
    def at(cls, node: Node) -> "Glance | None":
        """A glance at ``node``, None where it has to be read element by element."""
        sight = look(node.element)
        layout = layout_of(sight.key) if sight else None
        return cls(node, sight.elements, sight.texts(), layout) if sight and layout else None

    def recording(self, key: str, reading: Reading) -> Recording | None:
        """The recording; None where a value is malformed."""
        texts, layout, node = self._texts, self._layout, self._node
        isrcs = [texts[index] for index in layout.isrcs]
        editions = self._editions()
        whole = (node, *editions)
        try:
            vocals = [boolean(texts[index]) for index in layout.vocals if texts[index]]
            return Recording(
                key=key,
                reference=self.reference,
                place=node,
                bodies=(node,),
                editions=editions,
                isrcs=tuple(filter(None, dict.fromkeys(isrcs))),
                has_empty_isrc="" in isrcs,
                isrc_place=Spot(node, self._elements[layout.isrcs[0]], layout.isrc_way) if isrcs else None,
                credits=each_once([self._credit(at, whole, reading) for at in layout.credits]),
                duration_s=duration_s(text) if (text := texts[layout.duration]) else None,
                is_instrumental=boolean(text) if (text := texts[layout.is_instrumental]) else None,
                has_vocal_performance=any(vocals) if vocals else None,
                ai=ABSENT if layout.ai == NOWHERE else self._declared(layout.ai),
                files=self._files(),
            )
        except ValueError:
            return None

    def _editions(self) -> tuple[Node, ...]:
        numbered = enumerate(self._layout.editions, start=1)
        return tuple(
            [Node(self._elements[index], self._node, "SoundRecordingEdition", n) for n, index in numbered]
        )

    def _declared(self, index: int) -> Declared:
        element = self._elements[index]
        return declared(element.text or "", Spot(self._node, element, self._layout.ai_way))

    def _credit(self, at: CreditAt, whole: tuple[Node, ...], reading: Reading) -> Credit:
        texts, elements = self._texts, self._elements
        index, way, body, number_of_name, is_display_artist, referring, roles, instruments = at
        element, reference = elements[index], texts[referring]
        if not reference:
            return read_credit(Node(element, whole[body], number=number_of_name), reading)
        number = element.get("SequenceNumber")
        return Credit(
            Spot(self._node, element, way),
            reading.parties.get(reference),
            reference,
            tuple(
                [
                    plain_role(
                        texts[each], elements[each].get("Namespace"), elements[each].get("UserDefinedValue")
                    )
                    for each in roles
                    if texts[each]
                ]
            ),
            is_display_artist,
            sequence(number.strip()) if number else None,
            instruments=tuple([texts[each] for each in instruments if texts[each]]),
        )

    def _files(self) -> tuple[DeclaredFile, ...]:
        texts = self._texts
        files: dict[str, DeclaredFile] = {}
        for at in self._layout.files:
            uri, url, folder, base = at.names
            is_preview = at.is_clip or any(boolean(texts[index]) for index in at.previews if texts[index])
            if name := texts[uri] or texts[url] or in_folder(texts[folder], texts[base]):
                files.setdefault(name, self._file(at, name, is_preview=is_preview))
        return tuple(files.values())

    def _file(self, at: FileAt, name: str, *, is_preview: bool) -> DeclaredFile:
        texts, elements = self._texts, self._elements
        index, way, _, hashes, _, _, details = at
        place = Spot(self._node, elements[index], way)
        sums = tuple([self._hash(each) for each in hashes])
        if details is None:
            return DeclaredFile(name, place, sums, is_preview=is_preview)
        codec, rate, duration, provided = details
        return DeclaredFile(
            name,
            place,
            sums,
            self._user_value(codec) or texts[codec] or None,
            sample_rate_hz(texts[rate], attribute(elements[rate], "UnitOfMeasure")) if texts[rate] else None,
            duration_s(texts[duration]) if texts[duration] else None,
            is_preview,
            not texts[provided] or boolean(texts[provided]),
        )

    def _hash(self, at: HashAt) -> DeclaredHash:
        texts = self._texts
        index, way, algorithm, value, older_value = at
        return DeclaredHash(
            self._user_value(algorithm) or texts[algorithm],
            texts[value] or texts[older_value],
            Spot(self._node, self._elements[index], way),
        )

    def _user_value(self, index: int) -> str | None:
        return None if index == NOWHERE else attribute(self._elements[index], "UserDefinedValue")


def read_recordings(nodes: Sequence[Node], reading: Reading) -> tuple[Recording, ...]:
    """Read every ``SoundRecording`` of ``nodes``, in their order."""
    seen: dict[str, int] = {}
    recordings = []
    has_territories = reading.version.family == ERN_3
    for number, node in enumerate(nodes, start=1):
        glance = None if has_territories else Glance.at(node)
        reference = glance.reference if glance else node.text("ResourceReference")
        name = reference or f"SoundRecording[{number}]"
        seen[name] = seen.get(name, 0) + 1
        key = name if seen[name] == 1 else f"{name}#{seen[name]}"
        recording = glance.recording(key, reading) if glance else None
        recordings.append(recording or read_recording(node, reading, key))
    return tuple(recordings)
