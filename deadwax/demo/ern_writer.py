"""Writes a planned release as a DDEX ERN NewReleaseMessage: 4.3.2, 4.3 or 3.8.2.

Elements stand in the order that the published schemas ask for.
"""

from dataclasses import dataclass
from typing import Final

from contracts.disclosure import DisclosureLevel
from deadwax.demo.element import Element, message, serialise
from deadwax.demo.ern38_writer import write_382
from deadwax.demo.ern_parts import (
    WrittenFile,
    codec,
    ddex_level,
    deals,
    duration,
    header,
    profile,
    recording_title,
)
from deadwax.demo.plan import Credit, PlannedRelease, PlannedTrack

NAMESPACES: Final = {"4.3": "http://ddex.net/xml/ern/43", "4.3.2": "http://ddex.net/xml/ern/432"}


@dataclass(frozen=True, slots=True)
class _Parties:
    """The party list's references: names of artists and contributors, and of the label."""

    references: dict[str, str]
    label: str


def write(release: PlannedRelease, files: tuple[WrittenFile, ...]) -> bytes:
    """The release's message in its sender's version; ``files`` are those of its tracks, in order."""
    if release.sender.ern == "3.8.2":
        return write_382(release, files)
    version = release.sender.ern
    root = message(
        NAMESPACES[version],
        "NewReleaseMessage",
        ReleaseProfileVersionId=profile(release),
        LanguageAndScriptCode=release.language,
        AvsVersionId="9" if version == "4.3.2" else "3",
    )
    header(root, release)
    parties = _parties(root, release)
    resources = root.add("ResourceList")
    for number, file in enumerate(files, start=1):
        _recording(resources.add("SoundRecording"), release, number, file=file, parties=parties)
    _releases(root, release, parties)
    _deals(root, release)
    return serialise(root)


def _parties(root: Element, release: PlannedRelease) -> _Parties:
    names = [release.artist]
    for track in release.tracks:
        names += [track.artist, *(credit.name for credit in track.credits if not credit.generative)]
    references = {name: f"P{number}" for number, name in enumerate(dict.fromkeys(names), start=1)}
    label = f"P{len(references) + 1}"
    parties = root.add("PartyList")
    for name, reference in [*references.items(), (release.label, label)]:
        party = parties.add("Party")
        party.add("PartyReference", reference)
        party.path("PartyName").add("FullName", name)
    return _Parties(references, label)


def _recording(
    recording: Element,
    release: PlannedRelease,
    number: int,
    *,
    file: WrittenFile,
    parties: _Parties,
) -> None:
    track = release.tracks[number - 1]
    disclosing = release.sender.ern == "4.3.2"
    recording.add("ResourceReference", f"A{number}")
    recording.add("Type", "MusicalWorkSoundRecording")
    _edition(recording.add("SoundRecordingEdition"), release, track, file, number)
    recording.add("DisplayTitleText", recording_title(track))
    title = recording.add("DisplayTitle")
    title.add("TitleText", track.title)
    if track.version:
        title.add("SubTitle", track.version)
    recording.add("DisplayArtistName", track.artist)
    _display_artist(recording, parties.references[track.artist])
    for place, credit in enumerate(track.credits, start=1):
        _contributor(recording, credit, parties, place, disclosing=disclosing)
    recording.add("Duration", duration(track.recipe.delivered_s))
    recording.add("ParentalWarningType", "NotExplicit")
    if disclosing and track.disclosure is not DisclosureLevel.UNDECLARED:
        recording.add("ContainsAI", ddex_level(track.disclosure))
    # The standard means a human voice here, so a track with a credited machine says nothing.
    if disclosing and not any(credit.generative for credit in track.credits):
        recording.add("HasVocalPerformance", "false" if track.instrumental else "true")
    elif track.instrumental and not disclosing:
        recording.add("IsInstrumental", "true")
    recording.add("LanguageOfPerformance", "zxx" if track.instrumental else release.language)


def _edition(
    edition: Element, release: PlannedRelease, track: PlannedTrack, file: WrittenFile, number: int
) -> None:
    edition.path("ResourceId").add("ISRC", track.isrc)
    _line(edition, "PLine", release, "℗")
    technical = edition.add("TechnicalDetails")
    technical.add("TechnicalResourceDetailsReference", f"T{number}")
    delivery = technical.add("DeliveryFile")
    delivery.add("Type", "AudioFile")
    name, space, value = codec(track.recipe.format)
    delivery.add("AudioCodecType", name, Namespace=space, UserDefinedValue=value)
    delivery.add("NumberOfChannels", "2")
    delivery.add("SamplingRate", f"{file.sample_rate_hz / 1000:g}", UnitOfMeasure="kHz")
    place = delivery.add("File")
    place.add("URI", f"resources/{file.name}")
    hashes = place.add("HashSum")
    hashes.add("Algorithm", "MD5")
    hashes.add("HashSumValue", file.md5)


def _contributor(
    recording: Element, credit: Credit, parties: _Parties, place: int, *, disclosing: bool
) -> None:
    if credit.generative and not disclosing:
        return
    contributor = recording.add("Contributor", SequenceNumber=str(place))
    if credit.generative:
        contributor.add("SpecialContributor", "GenerativeAI")
    else:
        contributor.add("ContributorPartyReference", parties.references[credit.name])
    if disclosing:
        contributor.path("Role").add("Value", credit.role)
        if credit.ai is not DisclosureLevel.UNDECLARED:
            contributor.add("AiContribution", ddex_level(credit.ai))
    else:
        contributor.add("Role", credit.role)


def _display_artist(parent: Element, reference: str) -> None:
    artist = parent.add("DisplayArtist", SequenceNumber="1")
    artist.add("ArtistPartyReference", reference)
    artist.add("DisplayArtistRole", "MainArtist")


def _line(parent: Element, tag: str, release: PlannedRelease, sign: str) -> None:
    line = parent.add(tag)
    line.add("Year", str(release.arrival.year))
    line.add(f"{tag}Text", f"{sign} {release.arrival.year} {release.label}")


def _releases(root: Element, release: PlannedRelease, parties: _Parties) -> None:
    genre = "DisplayGenre" if release.sender.ern == "4.3.2" else "Genre"
    releases = root.add("ReleaseList")
    main = releases.add("Release")
    main.add("ReleaseReference", "R0")
    main.add("ReleaseType", release.type)
    main.path("ReleaseId").add("ICPN", release.icpn)
    main.add("DisplayTitleText", release.title)
    main.path("DisplayTitle").add("TitleText", release.title)
    main.add("DisplayArtistName", release.artist)
    _display_artist(main, parties.references[release.artist])
    main.add("ReleaseLabelReference", parties.label)
    _line(main, "PLine", release, "℗")
    _line(main, "CLine", release, "©")
    main.add("Duration", duration(sum(t.recipe.delivered_s for t in release.tracks)))
    main.path(genre).add("GenreText", release.genre)
    main.add("ReleaseDate", release.arrival.date().isoformat())
    main.add("ParentalWarningType", "NotExplicit")
    group = main.add("ResourceGroup")
    for number in range(1, len(release.tracks) + 1):
        item = group.add("ResourceGroupContentItem")
        item.add("SequenceNumber", str(number))
        item.add("ReleaseResourceReference", f"A{number}")
    for number, track in enumerate(release.tracks, start=1):
        part = releases.add("TrackRelease")
        part.add("ReleaseReference", f"R{number}")
        part.path("ReleaseId").add(
            "ProprietaryId", f"{release.icpn}_{track.isrc}", Namespace=release.sender.dpid
        )
        part.add("ReleaseResourceReference", f"A{number}")
        part.add("ReleaseLabelReference", parties.label)
        part.path(genre).add("GenreText", release.genre)


def _deals(root: Element, release: PlannedRelease) -> None:
    for terms in deals(root, release):
        terms.add("TerritoryCode", "Worldwide")
        terms.path("ValidityPeriod").add("StartDate", release.arrival.date().isoformat())
        terms.add("CommercialModelType", "SubscriptionModel")
        terms.add("UseType", "OnDemandStream")
