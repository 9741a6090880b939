"""Which recording, release, resource and deal belong together, by their references.

Everything is looked up in tables that are made once, so that a message with a hundred thousand
recordings and as many releases costs no more than its size.
"""

from collections.abc import Iterable, Mapping
from typing import Self

from ingest.ern.deals import Deal
from ingest.ern.record import record
from ingest.ern.recordings import Recording
from ingest.ern.releases import Release
from ingest.ern.resources import Resource


@record
class Links:
    """Tables by reference. Of two recordings or resources with one reference the first counts."""

    recordings: Mapping[str, Recording]
    resources: Mapping[str, Resource]
    releases: Mapping[str, list[Release]]
    deals: Mapping[str, list[Deal]]

    @classmethod
    def of(
        cls,
        recordings: Iterable[Recording],
        resources: Iterable[Resource],
        releases: Iterable[Release],
        deals: Iterable[Deal],
    ) -> Self:
        """Make the tables."""
        by_resource: dict[str, list[Release]] = {}
        for release in releases:
            for reference in release.resources:
                by_resource.setdefault(reference, []).append(release)
        by_release: dict[str, list[Deal]] = {}
        for deal in deals:
            for reference in dict.fromkeys(deal.releases):
                by_release.setdefault(reference, []).append(deal)
        # A recording's key is its reference unless an earlier one has it already.
        return cls(
            {recording.key: recording for recording in recordings},
            {r.reference: r for r in reversed(tuple(resources)) if r.reference},
            by_resource,
            by_release,
        )

    def releases_of(self, recording: Recording) -> tuple[Release, ...]:
        """The releases that hold ``recording``, in the order of the message."""
        return tuple(self.releases.get(recording.key, ()))

    def recordings_of(self, release: Release) -> list[Recording]:
        """The recordings that ``release`` holds, in its order."""
        return [self.recordings[key] for key in release.resources if key in self.recordings]

    def resources_of(self, release: Release) -> list[Resource]:
        """The other resources that ``release`` holds, in its order."""
        return [self.resources[key] for key in release.resources if key in self.resources]

    def deals_of(self, releases: Iterable[Release]) -> list[Deal]:
        """The deals that cover any of ``releases``, each once."""
        covering = (deal for release in releases for deal in self.deals.get(release.reference, ()))
        return list({id(deal): deal for deal in covering}.values())
