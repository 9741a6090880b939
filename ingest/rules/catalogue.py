"""The finding catalogue: one entry for each code, with DDEX's own words for it.

``file_status`` and ``action`` are values of the allowed value sets ``ErncFileStatus`` and
``ErncProposedActionType``. The plain words for each code are in ``contracts.reasons.disclosure``.
"""

from dataclasses import dataclass
from types import MappingProxyType

from contracts.finding import Severity

CRITICAL, WARNING, INFORMATION = Severity.CRITICAL, Severity.WARNING, Severity.INFORMATION


@dataclass(frozen=True, slots=True)
class Entry:
    """``severity`` is the default. ``manual_check`` says whether a person should look at it."""

    code: str
    severity: Severity
    file_status: str
    action: str | None = "ResendXmlOnly"
    manual_check: bool = False


_ENTRIES = (
    Entry("DX-X01", CRITICAL, "NewReleaseMessageInvalid"),
    Entry("DX-X02", CRITICAL, "NewReleaseMessageInvalid"),
    Entry("DX-X03", CRITICAL, "NewReleaseMessageInvalid"),
    Entry("DX-X04", INFORMATION, "FileOK", None),
    Entry("DX-V01", WARNING, "NewReleaseMessageInvalid"),
    Entry("DX-D01", INFORMATION, "MetadataMissing"),
    Entry("DX-D02", INFORMATION, "MetadataMissing", None),
    Entry("DX-D03", CRITICAL, "NewReleaseMessageInvalid"),
    Entry("DX-D04", WARNING, "UserDefined"),
    Entry("DX-D05", WARNING, "MetadataMissing"),
    Entry("DX-D06", WARNING, "ArtistRoleUnknown"),
    Entry("DX-C01", CRITICAL, "UserDefined"),
    Entry("DX-C02", WARNING, "UserDefined"),
    Entry("DX-C03", CRITICAL, "UserDefined"),
    Entry("DX-C04", WARNING, "UserDefined"),
    Entry("DX-C05", WARNING, "UserDefined"),
    Entry("DX-C06", CRITICAL, "IdentifierInvalid"),
    Entry("DX-C07", WARNING, "UserDefined"),
    Entry("DX-C08", INFORMATION, "UserDefined"),
    Entry("DX-C10", WARNING, "UserDefined"),
    Entry("DX-I01", WARNING, "IdentifierSyntaxInvalid"),
    Entry("DX-I02", WARNING, "IdentifierInvalid"),
    Entry("DX-I03", CRITICAL, "IdentifierInvalid"),
    Entry("DX-H01", CRITICAL, "SignatureOrHashSumWrongOrMissing", "ResendXmlAndResources"),
    Entry("DX-H02", INFORMATION, "SignatureOrHashSumWrongOrMissing"),
    Entry("DX-H03", CRITICAL, "ResourceMissing", "ResendXmlAndResources"),
    Entry("DX-B01", CRITICAL, "ErnMissing", "ResendXmlAndResources"),
    Entry("DX-S01", WARNING, "NewReleaseMessageInvalid"),
    Entry("DX-S02", WARNING, "NewReleaseMessageInvalid"),
    Entry("DX-S03", WARNING, "NewReleaseMessageInvalid"),
    Entry("DX-S04", WARNING, "NoDealForTrackRelease"),
    Entry("DX-S05", INFORMATION, "ResourceMissing", None),
    Entry("DX-S06", INFORMATION, "FileOK", None),
    Entry("DX-S07", WARNING, "UserDefined", None),
    Entry("DX-S08", INFORMATION, "FileOK", None),
)

CATALOGUE = MappingProxyType({entry.code: entry for entry in _ENTRIES})
"""Every entry by code."""
