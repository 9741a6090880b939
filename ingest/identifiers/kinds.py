"""The kinds of identifiers: how each is written, and how its check digit is made."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from ingest.identifiers.check_digits import ipi_name_number, iswc, mod_10_3_1, mod_11_2, mod_37_36

_GROUPING = re.compile(r"[\s.-]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """``pattern`` matches the whole normalised text; ``check`` is None where there is no check digit."""

    name: str
    pattern: re.Pattern[str]
    expected: str
    check: Callable[[str], bool] | None = None

    @property
    def article(self) -> str:
        """The article that goes before the name in a sentence."""
        return "an" if self.name.startswith("I") else "a"

    def has_syntax(self, text: str) -> bool:
        """Whether ``text`` is written as this kind is."""
        matches = self.pattern.fullmatch  # most texts are normal as they stand
        return matches(text) is not None or matches(normalise(text)) is not None

    def has_check(self, text: str) -> bool:
        """Whether the check digit of ``text``, whose syntax is right, is right as well."""
        if self.check is None:
            return True
        normal = normalise(text)
        if self.name == "IPI":
            normal = normal.zfill(11)  # leading zeros are often left out
        return self.check(normal)


def normalise(text: str) -> str:
    """``text`` in upper case without the spaces, hyphens and full stops that people group by."""
    return (text if text.isalnum() else _GROUPING.sub("", text)).upper()


def _kind(name: str, pattern: str, expected: str, check: Callable[[str], bool] | None = None) -> Kind:
    return Kind(name, re.compile(pattern, re.ASCII), expected, check)


ISRC = _kind("ISRC", r"[A-Z]{2}[A-Z0-9]{3}\d{7}", "two letters, three letters or digits, seven digits")
ICPN = _kind("ICPN", r"\d{8}|\d{12,14}", "8, 12, 13 or 14 digits (UPC or EAN)", mod_10_3_1)
GRID = _kind("GRid", r"A1[A-Z0-9]{16}", "A1 and 16 letters or digits", mod_37_36)
ISNI = _kind("ISNI", r"\d{15}[\dX]", "16 digits, the last one may be X", mod_11_2)
IPI = _kind("IPI", r"\d{9,11}", "9 to 11 digits", ipi_name_number)
DPID = _kind("DPID", r"PADPIDA\d{10}[A-Z0-9]", "PADPIDA, ten digits and a check character", mod_37_36)
ISWC = _kind("ISWC", r"T\d{10}", "T and ten digits", iswc)

KINDS = MappingProxyType({kind.name: kind for kind in (ISRC, ICPN, GRID, ISNI, IPI, DPID, ISWC)})
"""Every kind by name."""
