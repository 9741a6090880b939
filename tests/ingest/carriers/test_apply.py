"""Disclosure in places that were agreed reaches the track as if ERN had a field for it."""

import json
from collections.abc import Callable

import pytest

from contracts.disclosure import DisclosureLevel, Facet
from contracts.finding import Finding
from contracts.track import Track
from ingest.arrival import look_at, make_delivery
from ingest.reader import read_delivery
from ingest.senders.load import parse
from runtime.objects import Objects
from tests.ingest.conftest import Lay
from tests.ingest.messages import DPID, FLAC, Song, ern3, ern4

AGREED = parse(
    f"""
format: 1
senders:
  - dpid: {DPID}
    carriers:
      - kind: role
        namespace: Q
        values:
          AI Vocals: {{level: all, role: LeadVocalist}}
          AI Track: {{level: all, of: recording}}
      - kind: side_file
        name: ai.json
        recordings: tracks
        level: ai.level
        facets: {{vocals: ai.vocals}}
        levels: {{full: all, assisted: partly, human: none, true: partly}}
"""
)
NAMESPACE = ' Namespace="Q"'
Taken = tuple[Track, list[Finding]]
Take = Callable[..., Taken]


def role(value: str, namespace: str = NAMESPACE) -> str:
    return (
        "<ResourceContributor><PartyName><FullName>Cy</FullName></PartyName>"
        f'<ResourceContributorRole{namespace} UserDefinedValue="{value}">UserDefined'
        "</ResourceContributorRole></ResourceContributor>"
    )


@pytest.fixture
def take(lay: Lay, objects: Objects) -> Take:
    """Takes a message with a side file in."""

    def take(message: bytes, side: object = None) -> Taken:
        files = {"resources/A1.flac": FLAC}
        if side is not None:
            files["ai.json"] = side if isinstance(side, bytes) else json.dumps(side).encode()
        path = lay(message, files)
        delivery = make_delivery(look_at(path, agreed=AGREED), None)
        read = read_delivery(delivery, objects.open, agreed=AGREED)
        (track,) = read.tracks
        return track, list(read.findings)

    return take


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def side(level: object, **more: object) -> dict[str, list[object]]:
    return {"tracks": [{"isrc": "qz-abc-26-00001", "ai": {"level": level, **more}}]}


def test_a_side_file_declares_the_recording_and_its_parts(take: Take) -> None:
    track, findings = take(ern3(), side("assisted", vocals="full"))
    said = track.disclosure
    assert (said.level, said.declared_value) == (DisclosureLevel.PARTLY, "assisted")
    assert (said.carrier, said.carried) == ("side file ai.json", True)
    assert [(f.facet, f.level) for f in said.facets] == [(Facet.VOCALS, DisclosureLevel.ALL)]
    assert codes(findings) & {"DX-D01", "DX-D02", "DX-D03", "DX-D04", "DX-D05", "DX-X03"} == set()


def test_a_side_file_may_use_true_and_false(take: Take) -> None:
    assert take(ern3(), side(True))[0].disclosure.level is DisclosureLevel.PARTLY


@pytest.mark.parametrize("sent", [None, {"tracks": []}, side(None)])
def test_silence_in_the_agreed_place_is_undeclared_and_told(take: Take, sent: object) -> None:
    track, findings = take(ern3(), sent)
    assert track.disclosure.level is DisclosureLevel.UNDECLARED
    assert "DX-D01" in codes(findings)
    assert "DX-D02" not in codes(findings)


def test_a_value_that_was_not_agreed_is_told_and_kept(take: Take) -> None:
    track, findings = take(ern3(), side("a bit"))
    assert (track.disclosure.level, track.disclosure.declared_value) == (DisclosureLevel.UNDECLARED, "a bit")
    assert "side file" in next(f.observed for f in findings if f.code == "DX-D03")


@pytest.mark.parametrize("sent", [b"{", b"[" * 100_000, b"[]", {"tracks": {}}, b"\xff"])
def test_a_side_file_that_is_not_what_was_agreed_is_told(take: Take, sent: object) -> None:
    track, findings = take(ern3(), sent)
    assert "ai.json" in next(f.observed for f in findings if f.code == "DX-V01")
    assert track.disclosure.level is DisclosureLevel.UNDECLARED


def test_erns_own_field_counts_and_a_difference_is_told(take: Take) -> None:
    track, findings = take(ern4(Song(ai="None")), side("full"))
    assert (track.disclosure.level, track.disclosure.carrier) == (DisclosureLevel.NONE, None)
    assert "DX-D04" in codes(findings)
    assert "DX-D04" not in codes(take(ern4(Song(ai="All")), side("full"))[1])


def test_contradictions_are_seen_across_places(take: Take) -> None:
    assert "DX-C01" in codes(take(ern3(), side("human", vocals="full"))[1])


def test_a_user_defined_role_declares_its_contribution(take: Take) -> None:
    track, findings = take(ern3(Song(contributors=role("AI Vocals"))), side("assisted"))
    (facet,) = track.disclosure.facets
    assert (facet.facet, facet.level, facet.contributor) == (Facet.VOCALS, DisclosureLevel.ALL, "Cy")
    assert "DX-D04" not in codes(findings)


def test_a_user_defined_role_may_declare_the_whole_recording(take: Take) -> None:
    track, findings = take(ern3(Song(contributors=role("AI Track"))))
    assert (track.disclosure.level, track.disclosure.carrier) == (DisclosureLevel.ALL, "role AI Track")
    assert codes(findings) & {"DX-D01", "DX-D04", "DX-X03"} == set()


def test_an_unknown_value_in_the_agreed_namespace_is_told(take: Take) -> None:
    assert "DX-D04" in codes(take(ern3(Song(contributors=role("Synthetic"))))[1])
    assert "DX-D04" not in codes(take(ern3(Song(contributors=role("Synthetic", ' Namespace="Z"'))))[1])


def test_what_is_agreed_with_one_sender_holds_for_no_other(lay: Lay, objects: Objects) -> None:
    path = lay(ern3().replace(DPID.encode(), b"PADPIDA2026010102L"))
    (path.parent / "ai.json").write_text(json.dumps(side("full")))
    delivery = make_delivery(look_at(path, agreed=AGREED), None)
    assert [file.name for file in delivery.files] == ["resources/A1.flac"]
    read = read_delivery(delivery, objects.open, agreed=AGREED)
    assert "DX-D02" in {finding.code for finding in read.findings}


def test_a_role_that_was_agreed_is_no_fault_where_ern_has_no_other_way(take: Take) -> None:
    _, findings = take(ern3(Song(contributors=role("AI Vocals"))))
    assert codes(findings) & {"DX-C04", "DX-D01", "DX-D04"} == set()
    assert "DX-C02" not in codes(take(ern3(Song(contributors=role("AI Track"))))[1])


def test_an_unknown_value_that_speaks_of_ai_is_told_once(take: Take) -> None:
    _, findings = take(ern3(Song(contributors=role("AI Drums"))))
    assert [f.observed for f in findings if f.code == "DX-D04"] == [
        "Nothing was agreed about the value 'AI Drums'."
    ]


def test_silence_names_the_places_that_were_agreed(take: Take) -> None:
    [silent] = [f for f in take(ern3())[1] if f.code == "DX-D01"]
    assert "user-defined roles in the namespace Q or the side file ai.json (not delivered)" in silent.observed


def test_a_side_file_that_says_two_things_of_one_recording_is_told(take: Take) -> None:
    torn = {"tracks": [*side("full")["tracks"], *side("human")["tracks"]]}
    track, findings = take(ern3(), torn)
    assert track.disclosure.level is DisclosureLevel.NONE
    assert "more than once, and differently" in next(f.observed for f in findings if f.code == "DX-D04")
    same = {"tracks": [*side("full")["tracks"], *side("full")["tracks"]]}
    assert "DX-D04" not in codes(take(ern3(), same)[1])


def test_broken_json_is_told_with_its_line(take: Take) -> None:
    told = next(f.observed for f in take(ern3(), b'{\n"tracks": nope}')[1] if f.code == "DX-V01")
    assert told == "The side file ai.json is not what was agreed: it is no JSON (line 2: Expecting value)."
