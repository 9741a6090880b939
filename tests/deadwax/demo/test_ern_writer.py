"""What is written is read back by the project's own reader, which reads what others write."""

import pytest

from contracts.disclosure import DisclosureLevel
from deadwax.demo.ern_parts import WrittenFile, duration
from deadwax.demo.ern_writer import write
from deadwax.demo.plan import Kind, PlannedRelease
from deadwax.demo.world import plan
from ingest.ern.message import ErnMessage
from ingest.ern.reader import read

RELEASES = plan(120).releases


def written(release: PlannedRelease) -> ErnMessage:
    files = tuple(
        WrittenFile(f"{release.icpn}_{n:02d}.flac", f"{n:032x}", 44_100)
        for n in range(1, len(release.tracks) + 1)
    )
    return read(write(release, files))


@pytest.mark.parametrize("version", ["4.3.2", "4.3", "3.8.2"])
def test_what_is_written_is_read_back_without_loss(version: str) -> None:
    releases = [release for release in RELEASES if release.sender.ern == version]
    assert len(releases) > 5
    for release in releases:
        message = written(release)
        assert message.version.number == version
        assert message.malformed == ()
        assert message.header.message_id == release.message_id
        assert message.main_release is not None
        assert message.main_release.title == release.title
        for number, (recording, track) in enumerate(zip(message.recordings, release.tracks, strict=True), 1):
            assert recording.isrc == track.isrc
            assert recording.title.startswith(track.title)
            assert recording.display_artist == track.artist
            assert recording.duration_s == pytest.approx(track.recipe.delivered_s, abs=0.001)
            assert [h.value for f in recording.files for h in f.hashes] == [f"{number:032x}"]
        assert len(message.deals) >= 1


def test_disclosure_is_said_where_the_version_has_a_field_for_it() -> None:
    said = {}
    for release in RELEASES:
        for recording, track in zip(written(release).recordings, release.tracks, strict=True):
            said[track.kind, release.sender.ern] = recording.ai.text
            assert release.sender.ern == "4.3.2" or recording.ai.text is None
    assert said[Kind.AI_ALL, "4.3.2"] == "All"
    assert said[Kind.AI_PARTLY, "4.3.2"] == "Partly"
    assert said[Kind.AI_DENIED, "4.3.2"] == "None"
    assert said[Kind.AI_UNDISCLOSED, "4.3.2"] is None


def test_a_machine_is_credited_as_such() -> None:
    release = next(r for r in RELEASES if r.tracks[0].kind is Kind.AI_PARTLY)
    special = [c for c in written(release).recordings[0].credits if c.special]
    assert [c.special for c in special] == ["GenerativeAI"]


def test_names_in_other_scripts_and_markup_characters_survive() -> None:
    release = next(r for r in RELEASES if not r.title.isascii())
    message = written(release)
    assert message.main_release is not None
    assert message.main_release.title == release.title
    odd = PlannedRelease(**{**{f: getattr(release, f) for f in release.__slots__}, "title": "<&\"'> ]]>"})
    main = written(odd).main_release
    assert main is not None
    assert main.title == "<&\"'> ]]>"


def test_contradictions_are_written_as_planned() -> None:
    release = next(
        r
        for r in RELEASES
        for t in r.tracks
        if t.disclosure is DisclosureLevel.NONE and any(c.ai is DisclosureLevel.PARTLY for c in t.credits)
    )
    recording = written(release).recordings[0]
    assert recording.ai.text == "None"
    assert [c.ai.text for c in recording.credits if c.ai.text] == ["Partly"]


@pytest.mark.parametrize(("seconds", "text"), [(59.5, "PT59.5S"), (60, "PT1M0S"), (3661.25, "PT61M1.25S")])
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text
