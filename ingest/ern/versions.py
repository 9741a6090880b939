"""The ERN versions that Deadwax reads, by their XML namespace."""

from dataclasses import dataclass
from types import MappingProxyType

BASE = "http://ddex.net/xml/ern/"


@dataclass(frozen=True, slots=True)
class ErnVersion:
    """One version: ``number`` as people write it, and whether it has fields for AI disclosure."""

    number: str
    namespace: str
    carries_disclosure: bool = False

    @property
    def family(self) -> int:
        """3 or 4: the two shapes of message."""
        return int(self.number[0])


VERSIONS = MappingProxyType(
    {
        version.namespace: version
        for version in (
            ErnVersion("3.8.1", BASE + "381"),
            ErnVersion("3.8.2", BASE + "382"),
            ErnVersion("3.8.3", BASE + "383"),
            ErnVersion("4.1", BASE + "41"),
            ErnVersion("4.1.1", BASE + "411"),
            ErnVersion("4.2", BASE + "42"),
            ErnVersion("4.3", BASE + "43"),
            ErnVersion("4.3.1", BASE + "431", carries_disclosure=True),
            ErnVersion("4.3.2", BASE + "432", carries_disclosure=True),
        )
    }
)
"""Every version by namespace."""

NUMBERS = ", ".join(version.number for version in VERSIONS.values())
"""The versions in words, for messages to people."""
