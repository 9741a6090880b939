"""A whole ERN message, in one form for every version."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import chain, islice

from contracts.acknowledgement import MessageKind
from ingest.ern.credits import Credit
from ingest.ern.deals import Deal
from ingest.ern.declared import Declared
from ingest.ern.disagreement import Disagreement, Misunderstood
from ingest.ern.header import Header
from ingest.ern.links import Links
from ingest.ern.parties import Party
from ingest.ern.place import Place
from ingest.ern.reading import Malformed
from ingest.ern.record import record
from ingest.ern.recordings import Recording
from ingest.ern.releases import Release, main_release
from ingest.ern.resources import Resource
from ingest.ern.stray import Stray
from ingest.ern.versions import ErnVersion
from ingest.ern.works import WorkId

MOST_WORKS = 100


@record
class ErnMessage:
    """What a message says. ``malformed`` and ``stray`` are what did not fit into it.

    A purge has releases alone, with their identifiers. ``parties`` are those of ERN 4's list, ``works``
    the ISWCs of the list of works by reference. ``agreed_places`` are those outside ERN's
    fields where disclosure stands by agreement, in words; ``disagreements`` and ``misunderstood`` are what
    does not fit there.
    """

    version: ErnVersion
    place: Place
    header: Header
    links: Links
    avs_version: str | None = None
    recordings: tuple[Recording, ...] = ()
    resources: tuple[Resource, ...] = ()
    releases: tuple[Release, ...] = ()
    deals: tuple[Deal, ...] = ()
    parties: tuple[Party, ...] = ()
    works: Mapping[str, tuple[WorkId, ...]] = field(default_factory=dict)
    malformed: tuple[Malformed, ...] = ()
    stray: tuple[Stray, ...] = ()
    is_purge: bool = False
    says_update: bool = False
    agreed_places: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    misunderstood: tuple[Misunderstood, ...] = ()

    @property
    def main_release(self) -> Release | None:
        """The release that the message is about."""
        return main_release(self.releases)

    @property
    def has_agreed_carrier(self) -> bool:
        """Whether disclosure may stand outside ERN's fields by agreement."""
        return bool(self.agreed_places)

    @property
    def can_declare(self) -> bool:
        """Whether the message has a place for disclosure: its version's fields, or an agreed one."""
        return self.version.carries_disclosure or self.has_agreed_carrier

    @property
    def speaks_of_ai(self) -> bool:
        """Whether anything in the message declares AI, or names a special contributor, well or badly."""
        return (
            self.has_agreed_carrier
            or any(credit.special is not None for credit in self.credits())
            or bool(self.declarations())
        )

    @property
    def kind(self) -> MessageKind:
        """What the message is for."""
        if self.is_purge:
            return MessageKind.PURGE
        if self.deals and all(deal.is_over(self.header.created_at) for deal in self.deals):
            return MessageKind.TAKEDOWN
        return MessageKind.UPDATE if self.says_update else MessageKind.NEW_RELEASE

    @property
    def declaring(self) -> Iterator[Recording | Resource]:
        """Every resource, the recordings first: each can declare AI, and credit it."""
        return chain(self.recordings, self.resources)

    def credits(self) -> Iterator[Credit]:
        """Every credit of a resource or release."""
        return chain.from_iterable(each.credits for each in chain(self.declaring, self.releases))

    def iswcs_of(self, recording: Recording) -> tuple[str, ...]:
        """The ISWCs of the works that ``recording`` performs, as declared, each once, at most 100."""
        listed = (work for reference in recording.work_references for work in self.works.get(reference, ()))
        first = islice(chain(recording.works, listed), MOST_WORKS)
        return tuple(dict.fromkeys(work.iswc for work in first))

    def declarations(self) -> tuple[Declared, ...]:
        """Every ``ContainsAI`` and ``AiContribution`` that the message holds."""
        every: chain[Recording | Resource | Release | Credit] = chain(
            self.recordings, self.resources, self.releases, self.credits()
        )
        return tuple([each.ai for each in every if each.ai.text is not None])
