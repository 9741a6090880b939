"""Elements where ERN has none: what a schema would refuse and what hides a declaration.

This is no schema validation. It looks at the children of sound recordings, whose names are few, and
at AI elements outside the composites that may hold them.
"""

from ingest.ern.node import Descendants, Node
from ingest.ern.place import Place
from ingest.ern.record import record


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AI_HOMES = {
    "ContainsAI": frozenset({"Release", "SoundRecording", "Video", "Image", "Text"}),
    "AiContribution": frozenset({"Contributor", "EditionContributor", "Performer"}),
}
AI_ELEMENTS = frozenset(_AI_HOMES)
_RECORDING_3 = _names(
    """
    SoundRecordingType IsArtistRelated SoundRecordingId IndirectSoundRecordingId ResourceReference
    ReferenceTitle InstrumentationDescription IsMedley IsPotpourri IsInstrumental IsBackground
    IsHiddenResource IsBonusResource HasPreOrderFulfillment IsComputerGenerated IsRemastered
    NoSilenceBefore NoSilenceAfter PerformerInformationRequired LanguageOfPerformance Duration
    RightsAgreementId SoundRecordingCollectionReferenceList ResourceMusicalWorkReferenceList
    ResourceContainedResourceReferenceList CreationDate MasteredDate RemasteredDate
    SoundRecordingDetailsByTerritory TerritoryOfCommissioning NumberOfFeaturedArtists
    NumberOfNonFeaturedArtists NumberOfContractedArtists NumberOfNonContractedArtists
    """
)
RECORDING_4 = _names(
    """
    ResourceReference Type ResourceId WorkId SoundRecordingEdition RecordingFormat DisplayTitleText
    DisplayTitle AdditionalTitle FormalTitle GroupingTitle VersionType DisplayArtistName DisplayArtist
    Contributor Character ResourceRightsController WorkRightsController PLine CourtesyLine Duration
    CreationDate MasteredDate RemasteredDate FirstPublicationDate LocationAndDateOfSession
    ParentalWarningType RelatedRelease RelatedResource CompositeMusicalWorkType ContainsAI IsCover
    HasVocalPerformance HasForegroundVocalPerformance IsInstrumental ContainsHiddenContent IsRemastered
    IsHiResMusic DisableCrossfade DisableSearch DisplayCredits LanguageOfPerformance
    AudioChannelConfiguration TechnicalDetails Raga Tala Deity AudioChapterReference
    """
)


@record
class Stray:
    """An element that stands where ERN has no place for it.

    ``home`` says where it belongs; ``is_second`` that one of its name stands before it.
    """

    name: str
    place: Place
    home: str | None = None
    is_second: bool = False


def unknown_in(recording: Node, family: int) -> list[Stray]:
    """Every child of a ``SoundRecording`` that no version of its family of ERN, 3 or 4, has."""
    known = _RECORDING_3 if family == 3 else RECORDING_4  # noqa: PLR2004  # ERN 3
    names = recording.names
    if known.issuperset(names):
        return []
    return [Stray(name, child) for name in names if name not in known for child in recording.all(name)]


def homeless_in(descendants: Descendants) -> list[Stray]:
    """Every AI element outside the composites that may hold one, and each but the first in one of them."""
    return [
        Stray(name, node, ", ".join(sorted(homes)), is_second)
        for name, homes in _AI_HOMES.items()
        for node in descendants.named(name)
        if (is_second := node.number > 1) or node.parent is None or node.parent.name not in homes
    ]
