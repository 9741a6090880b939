"""Resources that are no sound recordings: videos, images, texts, sheet music, software."""

from ingest.ern.bodies import bodies, first_text
from ingest.ern.credits import Credit, read_credits
from ingest.ern.declared import ABSENT, Declared, read_declared
from ingest.ern.files import DeclaredFile, read_files
from ingest.ern.node import Node
from ingest.ern.place import Place
from ingest.ern.reading import Reading
from ingest.ern.record import record

KINDS = ("Video", "Image", "Text", "SheetMusic", "Software", "MIDI", "UserDefinedResource")


@record
class Resource:
    """One such resource. ``kind`` is its element's name, ``type`` the DDEX type within the kind.

    ``credits`` are read in versions that can declare AI; nothing else is asked of them.
    """

    kind: str
    reference: str | None
    place: Place
    type: str | None = None
    isrc: str | None = None
    ai: Declared = ABSENT
    files: tuple[DeclaredFile, ...] = ()
    credits: tuple[Credit, ...] = ()

    @property
    def ai_names(self) -> list[str]:
        """Who or what is declared as AI."""
        return [credit.name for credit in self.credits if credit.has_ai]

    @property
    def subject(self) -> str:
        """The resource as a text about it begins."""
        return f"The {self.kind} {self.reference or 'without reference'}: "


def read_resources(resource_lists: list[Node], reading: Reading) -> tuple[Resource, ...]:
    """Read every resource but the sound recordings."""
    return tuple(_resource(node, reading) for resources in resource_lists for node in resources.all(*KINDS))


def _resource(node: Node, reading: Reading) -> Resource:
    among = bodies(node)
    editions = node.all("VideoEdition")
    containers = [ids for body in (node, *editions) for ids in body.all("ResourceId", "VideoId")]
    return Resource(
        kind=node.name,
        reference=node.text("ResourceReference"),
        place=node,
        type=node.text("Type") or node.text(f"{node.name}Type"),
        isrc=first_text(containers, "ISRC"),
        ai=read_declared(node, "ContainsAI"),
        files=read_files([*among, *editions], reading),
        credits=read_credits([*among, *editions], reading) if reading.version.carries_disclosure else (),
    )
