"""A whole ERN message, in one form for every version."""

from dataclasses import dataclass

from ingest.ern.deals import Deal
from ingest.ern.declared import Declared
from ingest.ern.header import Header
from ingest.ern.place import Place
from ingest.ern.reading import Malformed
from ingest.ern.recordings import Recording
from ingest.ern.releases import Release, main_release
from ingest.ern.resources import Resource
from ingest.ern.stray import Stray
from ingest.ern.versions import ErnVersion


@dataclass(frozen=True, slots=True)
class ErnMessage:
    """What a NewReleaseMessage says. ``malformed`` and ``stray`` are what did not fit into it."""

    version: ErnVersion
    place: Place
    header: Header
    avs_version: str | None = None
    recordings: tuple[Recording, ...] = ()
    resources: tuple[Resource, ...] = ()
    releases: tuple[Release, ...] = ()
    deals: tuple[Deal, ...] = ()
    malformed: tuple[Malformed, ...] = ()
    stray: tuple[Stray, ...] = ()

    @property
    def main_release(self) -> Release | None:
        """The release that the message is about."""
        return main_release(self.releases)

    def releases_of(self, recording: Recording) -> tuple[Release, ...]:
        """The releases that hold ``recording``, in the order of the message."""
        reference = recording.reference
        return tuple(release for release in self.releases if reference in release.resources)

    def declarations(self) -> tuple[Declared, ...]:
        """Every ``ContainsAI`` and ``AiContribution`` that the message holds."""
        found = [r.ai for r in (*self.recordings, *self.resources, *self.releases)]
        found += [c.ai for r in (*self.recordings, *self.releases) for c in r.credits]
        return tuple(declared for declared in found if declared.text is not None)
