"""The finding catalogue: one entry for each code, with DDEX's own words for it.

``file_status`` and ``action`` are values of the allowed value sets ``ErncFileStatus`` and
``ErncProposedActionType``. The plain words for each code are in ``contracts.reasons.disclosure``.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from contracts.finding import ErrorType, Severity

CRITICAL, WARNING, INFORMATION = Severity.CRITICAL, Severity.WARNING, Severity.INFORMATION
CONFORMANCE, LOGICAL = ErrorType.CONFORMANCE, ErrorType.LOGICAL
RULE_VERSION = "1"


class Basis(StrEnum):
    """What a rule rests on."""

    NORMATIVE = "ERN"
    """The text of the standard."""
    BUSINESS = "practice"
    """What a recipient needs; a sender contract may set it higher or lower."""


NORMATIVE, BUSINESS = Basis.NORMATIVE, Basis.BUSINESS


@dataclass(frozen=True, slots=True)
class Entry:
    """``severity`` is the default. ``manual_check`` says whether a person should look at it.

    ``version`` grows when the code begins to find something else than before.
    """

    code: str
    severity: Severity
    error_type: ErrorType
    basis: Basis
    file_status: str
    action: str | None = "ResendXmlOnly"
    manual_check: bool = False
    version: str = RULE_VERSION


_ENTRIES = (
    Entry("DX-X01", CRITICAL, CONFORMANCE, BUSINESS, "NewReleaseMessageInvalid"),
    Entry("DX-X02", CRITICAL, CONFORMANCE, BUSINESS, "NewReleaseMessageInvalid"),
    Entry("DX-X03", CRITICAL, CONFORMANCE, NORMATIVE, "NewReleaseMessageInvalid"),
    Entry("DX-X04", INFORMATION, CONFORMANCE, BUSINESS, "FileOK", None),
    Entry("DX-X05", INFORMATION, CONFORMANCE, BUSINESS, "FileOK", None),
    Entry("DX-V01", WARNING, CONFORMANCE, NORMATIVE, "NewReleaseMessageInvalid"),
    Entry("DX-D01", INFORMATION, CONFORMANCE, BUSINESS, "MetadataMissing"),
    Entry("DX-D02", INFORMATION, CONFORMANCE, BUSINESS, "MetadataMissing", None),
    Entry("DX-D03", CRITICAL, CONFORMANCE, NORMATIVE, "NewReleaseMessageInvalid"),
    Entry("DX-D04", WARNING, CONFORMANCE, BUSINESS, "UserDefined"),
    Entry("DX-D05", WARNING, CONFORMANCE, BUSINESS, "MetadataMissing"),
    Entry("DX-D06", WARNING, CONFORMANCE, BUSINESS, "ArtistRoleUnknown"),
    Entry("DX-D07", INFORMATION, CONFORMANCE, BUSINESS, "MetadataMissing"),
    Entry("DX-C01", CRITICAL, LOGICAL, NORMATIVE, "UserDefined"),
    Entry("DX-C02", WARNING, LOGICAL, NORMATIVE, "UserDefined"),
    Entry("DX-C03", CRITICAL, LOGICAL, NORMATIVE, "UserDefined"),
    Entry("DX-C04", WARNING, LOGICAL, NORMATIVE, "UserDefined"),
    Entry("DX-C05", WARNING, LOGICAL, BUSINESS, "UserDefined"),
    Entry("DX-C06", CRITICAL, LOGICAL, BUSINESS, "IdentifierInvalid"),
    Entry("DX-C07", WARNING, LOGICAL, NORMATIVE, "UserDefined"),
    Entry("DX-C08", INFORMATION, LOGICAL, BUSINESS, "UserDefined"),
    Entry("DX-C09", WARNING, LOGICAL, BUSINESS, "IdentifierInvalid", manual_check=True),
    Entry("DX-C10", WARNING, LOGICAL, BUSINESS, "UserDefined"),
    Entry("DX-C11", WARNING, LOGICAL, BUSINESS, "UserDefined", manual_check=True),
    Entry(
        "DX-P01", CRITICAL, LOGICAL, BUSINESS, "UserDefined", "DoNotResendAffectedResource", manual_check=True
    ),
    Entry("DX-P02", WARNING, CONFORMANCE, BUSINESS, "MetadataMissing"),
    Entry("DX-P03", WARNING, LOGICAL, BUSINESS, "UserDefined", manual_check=True),
    Entry("DX-P04", WARNING, LOGICAL, BUSINESS, "UserDefined", manual_check=True),
    Entry("DX-P05", INFORMATION, LOGICAL, BUSINESS, "UserDefined"),
    Entry("DX-P06", INFORMATION, LOGICAL, BUSINESS, "UserDefined"),
    Entry("DX-P07", WARNING, LOGICAL, BUSINESS, "IdentifierInvalid", manual_check=True),
    Entry("DX-P08", INFORMATION, CONFORMANCE, BUSINESS, "FileOK", None),
    Entry("DX-I01", WARNING, CONFORMANCE, BUSINESS, "IdentifierSyntaxInvalid"),
    Entry("DX-I02", WARNING, CONFORMANCE, BUSINESS, "IdentifierInvalid"),
    Entry("DX-I03", CRITICAL, LOGICAL, BUSINESS, "IdentifierInvalid"),
    Entry("DX-I04", INFORMATION, CONFORMANCE, BUSINESS, "IdentifierInvalid", None),
    Entry(
        "DX-H01", CRITICAL, LOGICAL, NORMATIVE, "SignatureOrHashSumWrongOrMissing", "ResendXmlAndResources"
    ),
    Entry("DX-H02", INFORMATION, CONFORMANCE, BUSINESS, "SignatureOrHashSumWrongOrMissing"),
    Entry("DX-H03", CRITICAL, CONFORMANCE, BUSINESS, "ResourceMissing", "ResendXmlAndResources"),
    Entry("DX-H04", WARNING, LOGICAL, BUSINESS, "IdentifierInvalid", manual_check=True),
    Entry(
        "DX-H05",
        WARNING,
        LOGICAL,
        BUSINESS,
        "ResourceNotMeetingSpecifications",
        "ResendXmlAndResources",
    ),
    Entry(
        "DX-H06",
        WARNING,
        LOGICAL,
        BUSINESS,
        "ResourceNotMeetingSpecifications",
        "ResendXmlAndResources",
    ),
    Entry("DX-B01", CRITICAL, LOGICAL, BUSINESS, "ErnMissing", "ResendXmlAndResources"),
    Entry("DX-S01", WARNING, LOGICAL, NORMATIVE, "NewReleaseMessageInvalid"),
    Entry("DX-S02", WARNING, LOGICAL, BUSINESS, "NewReleaseMessageInvalid"),
    Entry("DX-S03", WARNING, CONFORMANCE, NORMATIVE, "NewReleaseMessageInvalid"),
    Entry("DX-S04", WARNING, CONFORMANCE, BUSINESS, "NoDealForTrackRelease"),
    Entry("DX-S05", INFORMATION, CONFORMANCE, BUSINESS, "ResourceMissing", None),
    Entry("DX-S06", INFORMATION, CONFORMANCE, BUSINESS, "FileOK", None),
    Entry("DX-S07", INFORMATION, LOGICAL, BUSINESS, "FileOK", None),
    Entry("DX-S08", INFORMATION, CONFORMANCE, BUSINESS, "FileOK", None),
    Entry("DX-S09", INFORMATION, LOGICAL, BUSINESS, "FileOK", None),
)

CATALOGUE = MappingProxyType({entry.code: entry for entry in _ENTRIES})
"""Every entry by code."""
