"""A recording read at a glance is the recording that is read element by element."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ingest.ern.glance import Glance, read_recordings
from ingest.ern.node import Descendants, Node
from ingest.ern.parties import Party
from ingest.ern.reading import Reading
from ingest.ern.recordings import Recording, read_recording
from ingest.ern.shape import MOST_ELEMENTS
from ingest.ern.versions import BASE, VERSIONS

WORDS = st.sampled_from(
    ["", " ", "P1", " P2 ", "MainArtist", "true", "false", "0", "PT3M4S", "44.1", "7", "All"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["SequenceNumber", "Namespace", "UserDefinedValue", "UnitOfMeasure"]),
    st.sampled_from(["", " ", "1", " 2 ", "Hz", "x"]),
    max_size=2,
)


def _leaves(*names: str) -> st.SearchStrategy[str]:
    return st.builds(_xml, st.sampled_from(names), ATTRIBUTES, WORDS)


def _composites(names: tuple[str, ...], *inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    children = st.lists(st.one_of(*inside), max_size=4).map("".join)
    return st.builds(_xml, st.sampled_from(names), ATTRIBUTES, children)


def _xml(name: str, attributes: dict[str, str], content: str) -> str:
    given_ = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{given_}>{content}</{name}>"


PARTY_NAMES = ("ContributorPartyReference", "ArtistPartyReference")
ROLES = st.one_of(
    _leaves("Role", "DisplayArtistRole"), _composites(("Role",), _leaves("Value", "InstrumentType"))
)
REFERENCE = "<ContributorPartyReference>P1</ContributorPartyReference>"
MORE = _leaves("InstrumentType", "AiContribution", "SpecialContributor", "HasMadeFeaturedContribution")
REFERRING = st.builds(f"<Contributor>{REFERENCE}{{}}{{}}</Contributor>".format, ROLES, MORE)
CREDITS = REFERRING | _composites(("Contributor", "DisplayArtist"), _leaves(*PARTY_NAMES), ROLES, MORE)
HASHES = _composites(("HashSum",), _leaves("Algorithm", "HashSumAlgorithmType", "HashSumValue", "HashSum"))
NAMED = st.builds("<File><URI>{}</URI>{}</File>".format, st.sampled_from(["a.wav", "b.wav"]), HASHES)
FILES = NAMED | _composites(("File",), _leaves("URI", "URL", "FilePath", "FileName"), HASHES)
DETAILS = _leaves("SamplingRate", "AudioCodecType", "Duration", "IsProvidedInDelivery", "IsPreview", "IsClip")
DELIVERIES = _composites(("DeliveryFile",), FILES, DETAILS)
TECHNICAL = _composites(
    ("TechnicalDetails", "TechnicalSoundRecordingDetails"),
    FILES,
    DETAILS,
    DELIVERIES,
    _composites(("ClipDetails",), DELIVERIES),
)
IDS = _composites(("ResourceId", "SoundRecordingId"), _leaves("ISRC", "ProprietaryId"))
VALUES = _leaves(
    "ResourceReference",
    "Duration",
    "IsInstrumental",
    "HasVocalPerformance",
    "HasForegroundVocalPerformance",
    "ContainsAI",
    "DisplayTitleText",
)
RARE = st.one_of(
    _leaves("WorkId", "Unheard", "TerritoryCode"),
    _composites(("Character",), _composites(("Performer",), _leaves(*PARTY_NAMES))),
    _composites(("RelatedResource",), _leaves("ResourceRelatedResourceReference")),
    _composites(("SoundRecordingDetailsByTerritory",), CREDITS),
)
PARTS = (VALUES, IDS, CREDITS, TECHNICAL)
EDITIONS = _composites(("SoundRecordingEdition",), *PARTS)
USUAL = _composites(("SoundRecording",), *PARTS, EDITIONS)
KINDS = {
    "values": _composites(("SoundRecording",), VALUES, IDS),
    "credits": _composites(("SoundRecording",), CREDITS),
    "files": _composites(("SoundRecording",), TECHNICAL),
    "editions": _composites(("SoundRecording",), EDITIONS),
    "rare": _composites(("SoundRecording",), *PARTS, RARE),
    "usual": USUAL,
}

# A busy machine is no fault of the reader.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PLAIN = """
<SoundRecording>
  <ResourceReference>A1</ResourceReference>
  <SoundRecordingEdition>
    <ResourceId><ISRC>QZABC2600001</ISRC></ResourceId>
    <TechnicalDetails><DeliveryFile><File><URI>a.flac</URI></File></DeliveryFile></TechnicalDetails>
  </SoundRecordingEdition>
  <DisplayArtist SequenceNumber="1">
    <ArtistPartyReference>P1</ArtistPartyReference><DisplayArtistRole>MainArtist</DisplayArtistRole>
  </DisplayArtist>
  <Duration>PT3M4S</Duration>
</SoundRecording>
"""


def _reading(root: Node) -> Reading:
    party = Party("Somebody", root, {"ISNI": "1"})
    return Reading(VERSIONS[f"{BASE}432"], {"P1": party}, Descendants(root))


def _by_elements(root: Node, reading: Reading) -> tuple[Recording, ...]:
    """What is read without a glance; every key is the one that a glance gives."""
    keys = [recording.key for recording in read_recordings(root.all("SoundRecording"), _reading(root))]
    return tuple(
        read_recording(node, reading, key) for node, key in zip(root.all("SoundRecording"), keys, strict=True)
    )


def _learn(root: Node) -> None:
    """Look at every recording twice: a layout is made when a shape is met again."""
    for node in 2 * root.all("SoundRecording"):
        Glance.at(node)


def _list(*recordings: str) -> Node:
    return Node(etree.fromstring(f"<ResourceList>{''.join(recordings)}</ResourceList>"))


@pytest.mark.parametrize("kind", KINDS)
@UNHURRIED
@given(data=st.data())
def test_both_ways_of_reading_say_the_same(kind: str, data: st.DataObject) -> None:
    root = _list(*data.draw(st.lists(KINDS[kind], max_size=2)))
    _learn(root)
    one, other = _reading(root), _reading(root)
    assert read_recordings(root.all("SoundRecording"), one) == _by_elements(root, other)
    assert one.malformed == other.malformed
    assert one.stray == other.stray


@UNHURRIED
@given(USUAL, st.lists(WORDS, min_size=1))
def test_a_shape_that_was_learnt_from_one_recording_fits_another(recording: str, words: list[str]) -> None:
    first = _list(recording)
    _learn(first)
    second = _list(recording)
    for number, element in enumerate(second.element.iter()):
        if not len(element):
            element.text = words[number % len(words)]
    one, other = _reading(second), _reading(second)
    assert read_recordings(second.all("SoundRecording"), one) == _by_elements(second, other)
    assert one.malformed == other.malformed


def test_a_usual_recording_is_read_at_a_glance() -> None:
    root = _list(PLAIN)
    _learn(root)
    glance = Glance.at(root.all("SoundRecording")[0])
    assert glance is not None
    recording = glance.recording("A1", _reading(root))
    assert recording is not None
    assert (recording.isrc, recording.duration_s, recording.files[0].name) == (
        "QZABC2600001",
        184.0,
        "a.flac",
    )
    assert [credit.name for credit in recording.credits] == ["Somebody"]


def test_a_shape_is_learnt_when_it_is_met_again() -> None:
    (node,) = _list(PLAIN.replace("<Duration>", "<IsCover>false</IsCover><Duration>")).all("SoundRecording")
    assert Glance.at(node) is None
    assert Glance.at(node) is not None


def test_a_malformed_value_is_left_to_the_reading_of_elements() -> None:
    root = _list(PLAIN.replace("PT3M4S", "three minutes"))
    _learn(root)
    reading = _reading(root)
    (recording,) = read_recordings(root.all("SoundRecording"), reading)
    assert recording.duration_s is None
    assert [(each.what, each.observed) for each in reading.malformed] == [("Duration", "three minutes")]


def test_a_recording_of_very_many_elements_is_read_too() -> None:
    credit = (
        "<Contributor><ContributorPartyReference>P1</ContributorPartyReference><Role>R{}</Role></Contributor>"
    )
    many = "".join(credit.format(number) for number in range(MOST_ELEMENTS))
    root = _list(PLAIN.replace("<Duration>", f"{many}<Duration>"))
    (node,) = root.all("SoundRecording")
    _learn(root)
    assert Glance.at(node) is None
    (recording,) = read_recordings([node], _reading(root))
    assert len(recording.credits) == MOST_ELEMENTS + 1
