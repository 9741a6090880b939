"""Writes a planned release as ERN 3.8.2, which has no field to disclose AI in."""

from deadwax.demo.element import Element, message, serialise
from deadwax.demo.ern_parts import WrittenFile, codec, deals, duration, header, recording_title
from deadwax.demo.plan import PlannedRelease, PlannedTrack

NAMESPACE = "http://ddex.net/xml/ern/382"
PROFILE = "CommonReleaseTypesTypes/14/AudioAlbumMusicOnly"


def write_382(release: PlannedRelease, files: tuple[WrittenFile, ...]) -> bytes:
    """The release's message; ``files`` are those of its tracks, in order."""
    root = message(
        NAMESPACE,
        "NewReleaseMessage",
        MessageSchemaVersionId="ern/382",
        ReleaseProfileVersionId=PROFILE,
        LanguageAndScriptCode=release.language,
    )
    header(root, release)
    resources = root.add("ResourceList")
    for number, (track, file) in enumerate(zip(release.tracks, files, strict=True), start=1):
        _recording(resources, release, track, file, number)
    releases = root.add("ReleaseList")
    _release(releases, release)
    for number, track in enumerate(release.tracks, start=1):
        _track_release(releases, release, track, number)
    _deals(root, release)
    return serialise(root)


def _recording(
    resources: Element, release: PlannedRelease, track: PlannedTrack, file: WrittenFile, number: int
) -> None:
    recording = resources.add("SoundRecording")
    recording.add("SoundRecordingType", "MusicalWorkSoundRecording")
    recording.path("SoundRecordingId").add("ISRC", track.isrc)
    recording.add("ResourceReference", f"A{number}")
    recording.path("ReferenceTitle").add("TitleText", recording_title(track))
    if track.instrumental:
        recording.add("IsInstrumental", "true")
    recording.add("Duration", duration(track.recipe.delivered_s))
    details = recording.add("SoundRecordingDetailsByTerritory")
    details.add("TerritoryCode", "Worldwide")
    _titles(details, recording_title(track))
    _display_artist(details, track.artist)
    for place, credit in enumerate((c for c in track.credits if not c.generative), start=1):
        contributor = details.add("ResourceContributor", SequenceNumber=str(place))
        contributor.path("PartyName").add("FullName", credit.name)
        contributor.add("ResourceContributorRole", "Producer")
    _line(details, "PLine", release, "℗")
    details.path("Genre").add("GenreText", release.genre)
    details.add("ParentalWarningType", "NotExplicit")
    technical = details.add("TechnicalSoundRecordingDetails")
    technical.add("TechnicalResourceDetailsReference", f"T{number}")
    name, space, value = codec(track.recipe.format)
    technical.add("AudioCodecType", name, Namespace=space, UserDefinedValue=value)
    place_of_file = technical.add("File")
    place_of_file.add("FileName", file.name)
    place_of_file.add("FilePath", "resources/")
    hashes = place_of_file.add("HashSum")
    hashes.add("HashSum", file.md5)
    hashes.add("HashSumAlgorithmType", "MD5")


def _release(releases: Element, release: PlannedRelease) -> None:
    main = releases.add("Release", IsMainRelease="true")
    main.path("ReleaseId").add("ICPN", release.icpn, IsEan="true")
    main.add("ReleaseReference", "R0")
    main.path("ReferenceTitle").add("TitleText", release.title)
    resources = main.add("ReleaseResourceReferenceList")
    for number in range(1, len(release.tracks) + 1):
        resources.add("ReleaseResourceReference", f"A{number}", ReleaseResourceType="PrimaryResource")
    main.add("ReleaseType", release.type)
    details = _territory(main, release, release.title, release.artist)
    group = details.path("ResourceGroup", "ResourceGroup")
    group.add("Title", TitleType="GroupingTitle").add("TitleText", "Component 1")
    group.add("SequenceNumber", "1")
    for number in range(1, len(release.tracks) + 1):
        _item(group, number)
    _dates(main, details, release)


def _track_release(releases: Element, release: PlannedRelease, track: PlannedTrack, number: int) -> None:
    part = releases.add("Release")
    part.path("ReleaseId").add("ISRC", track.isrc)
    part.add("ReleaseReference", f"R{number}")
    part.path("ReferenceTitle").add("TitleText", recording_title(track))
    part.path("ReleaseResourceReferenceList").add(
        "ReleaseResourceReference", f"A{number}", ReleaseResourceType="PrimaryResource"
    )
    part.add("ReleaseType", "TrackRelease")
    details = _territory(part, release, recording_title(track), track.artist)
    _item(details.add("ResourceGroup"), number)
    _dates(part, details, release)


def _territory(parent: Element, release: PlannedRelease, title: str, artist: str) -> Element:
    details = parent.add("ReleaseDetailsByTerritory")
    details.add("TerritoryCode", "Worldwide")
    details.add("DisplayArtistName", artist)
    details.add("LabelName", release.label)
    _titles(details, title)
    _display_artist(details, artist)
    details.add("ParentalWarningType", "NotExplicit")
    return details


def _dates(parent: Element, details: Element, release: PlannedRelease) -> None:
    details.path("Genre").add("GenreText", release.genre)
    details.add("ReleaseDate", release.arrival.date().isoformat())
    _line(parent, "PLine", release, "℗")
    _line(parent, "CLine", release, "©")


def _titles(details: Element, title: str) -> None:
    for kind in ("FormalTitle", "DisplayTitle"):
        details.add("Title", TitleType=kind).add("TitleText", title)


def _display_artist(details: Element, name: str) -> None:
    artist = details.add("DisplayArtist", SequenceNumber="1")
    artist.path("PartyName").add("FullName", name)
    artist.add("ArtistRole", "MainArtist")


def _item(group: Element, number: int) -> None:
    item = group.add("ResourceGroupContentItem")
    item.add("SequenceNumber", str(number))
    item.add("ResourceType", "SoundRecording")
    item.add("ReleaseResourceReference", f"A{number}", ReleaseResourceType="PrimaryResource")


def _line(parent: Element, tag: str, release: PlannedRelease, sign: str) -> None:
    line = parent.add(tag)
    line.add("Year", str(release.arrival.year))
    line.add(f"{tag}Text", f"{sign} {release.arrival.year} {release.label}")


def _deals(root: Element, release: PlannedRelease) -> None:
    for terms in deals(root, release):
        terms.add("CommercialModelType", "SubscriptionModel")
        terms.path("Usage").add("UseType", "OnDemandStream")
        terms.add("TerritoryCode", "Worldwide")
        terms.path("ValidityPeriod").add("StartDate", release.arrival.date().isoformat())
