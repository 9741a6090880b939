"""C: declarations that contradict each other."""

import pytest

from tests.ingest.messages import Song, ern4, generative_ai, party
from tests.ingest.rules.codes import codes, told

PIANO = "<InstrumentType>Piano</InstrumentType>"
VOCAL = "<HasVocalPerformance>true</HasVocalPerformance>"
FOREGROUND = "<HasForegroundVocalPerformance>true</HasForegroundVocalPerformance>"
INSTRUMENTAL = "<IsInstrumental>true</IsInstrumental>"
IMAGE = (
    "<Image><ResourceReference>A90</ResourceReference><Type>FrontCoverImage</Type>"
    "<ContainsAI>{}</ContainsAI></Image>"
)


def c_codes(*songs: Song, release_ai: str | None = None, resources: str = "") -> set[str]:
    return {
        c for c in codes(ern4(*songs, release_ai=release_ai, resources=resources)) if c.startswith("DX-C")
    }


def test_a_consistent_message_contradicts_nothing() -> None:
    assert c_codes(Song(ai="None", contributors=party("LeadVocalist", "None"), extra=VOCAL)) == set()
    assert c_codes(Song(ai="All", contributors=generative_ai("Composer"))) == set()
    mixed = party("LeadVocalist") + generative_ai("Composer")
    assert c_codes(Song(ai="Partly", contributors=mixed, extra=VOCAL), release_ai="Partly") == set()
    assert c_codes(Song(contributors=party("LeadVocalist"), extra=VOCAL)) == set()


def test_c01_none_with_an_ai_contributor() -> None:
    for contributor in (party("Composer", "Partly"), party("Composer", "All"), generative_ai("Composer")):
        assert "DX-C01" in c_codes(Song(ai="None", contributors=contributor))
    assert "DX-C01" not in c_codes(Song(ai="Partly", contributors=generative_ai("Composer")))


def test_c01_sees_the_contributors_of_an_edition() -> None:
    inside = b"<EditionContributor><SpecialContributor>GenerativeAI</SpecialContributor></EditionContributor>"
    data = ern4(Song(ai="None")).replace(b"<TechnicalDetails>", inside + b"<TechnicalDetails>")
    assert "DX-C01" in codes(data)


def test_c02_all_with_people() -> None:
    assert "DX-C02" in c_codes(Song(ai="All", contributors=party("StudioProducer")))
    assert "DX-C02" not in c_codes(Song(ai="All", contributors=generative_ai("StudioProducer")))
    # The display artist is no contributor: All with a display name alone is what ERN expects.
    assert "DX-C02" not in c_codes(Song(ai="All"))


def test_c03_generative_ai_that_is_not_all() -> None:
    for value in ("None", "Partly"):
        assert "DX-C03" in c_codes(Song(ai="Partly", contributors=generative_ai("Composer", value)))
    assert "DX-C03" not in c_codes(Song(ai="Partly", contributors=generative_ai("Composer", "All")))


def test_c04_a_party_that_is_all() -> None:
    assert "DX-C04" in c_codes(Song(ai="Partly", contributors=party("Composer", "All")))
    assert "DX-C04" not in c_codes(Song(ai="Partly", contributors=party("Composer", "Partly")))


@pytest.mark.parametrize(
    ("release", "songs", "conflict"),
    [
        ("None", ("All",), True),
        ("None", ("None", "Partly"), True),
        ("All", ("All", "None"), True),
        # The cover is undeclared, so it may be what the release means.
        ("Partly", ("None", "None"), False),
        ("None", ("None", None), False),
        ("All", ("All", None), False),
        ("Partly", ("None", None), False),
        ("Partly", ("None", "All"), False),
        (None, ("All",), False),
    ],
)
def test_c05_release_against_recordings(
    release: str | None, songs: tuple[str | None, ...], *, conflict: bool
) -> None:
    made = [
        Song(reference=f"A{number}", isrc=f"QZABC260000{number}", ai=ai)
        for number, ai in enumerate(songs, start=1)
    ]
    assert ("DX-C05" in c_codes(*made, release_ai=release)) is conflict


def test_c05_counts_the_artwork() -> None:
    assert "DX-C05" in c_codes(Song(ai="None"), release_ai="None", resources=IMAGE.format("All"))
    assert "DX-C05" in c_codes(Song(ai="None"), release_ai="Partly", resources=IMAGE.format("None"))
    assert "DX-C05" not in c_codes(Song(ai="None"), release_ai="Partly", resources=IMAGE.format("All"))


def test_c06_one_isrc_with_two_declarations() -> None:
    assert "DX-C06" in c_codes(Song(ai="None"), Song(reference="A2", ai="All"))
    assert "DX-C06" not in c_codes(Song(ai="All"), Song(reference="A2", ai="All"))


@pytest.mark.parametrize("flag", [VOCAL, FOREGROUND])
def test_c07_human_vocals_by_ai_alone(flag: str) -> None:
    assert "DX-C07" in c_codes(Song(ai="Partly", contributors=generative_ai("LeadVocalist"), extra=flag))
    assert "DX-C07" in c_codes(Song(ai="All", contributors=generative_ai("Composer"), extra=flag))
    both = generative_ai("BackgroundVocalist") + party("LeadVocalist")
    assert "DX-C07" not in c_codes(Song(ai="Partly", contributors=both, extra=flag))
    assert "DX-C07" not in c_codes(Song(ai="Partly", contributors=generative_ai("LeadVocalist")))


def test_c08_roles_against_flags() -> None:
    assert "DX-C08" in c_codes(Song(contributors=generative_ai("LeadVocalist"), extra=INSTRUMENTAL))
    assert "DX-C08" in c_codes(Song(contributors=party("LeadVocalist"), extra=INSTRUMENTAL))
    assert "DX-C08" in c_codes(Song(contributors=party("LeadVocalist", instruments=PIANO)))
    assert "DX-C08" in c_codes(Song(contributors=generative_ai("Musician")))
    assert "DX-C08" not in c_codes(Song(contributors=generative_ai("Musician", instruments=PIANO)))
    # An AI voice is rightly no (human) vocal performance.
    silent = "<HasVocalPerformance>false</HasVocalPerformance>"
    assert "DX-C08" not in c_codes(Song(contributors=generative_ai("LeadVocalist"), extra=silent))


def test_c10_the_same_party_both_ways() -> None:
    assert "DX-C10" in c_codes(Song(contributors=party("Composer", "All") + party("Composer", "None")))
    assert "DX-C10" not in c_codes(Song(contributors=party("Composer", "All") + party("Lyricist", "None")))


def test_a_finding_names_place_recording_and_remedy() -> None:
    data = ern4(Song(ai="None", contributors=generative_ai("Composer")))
    (finding,) = [f for f in told(data) if f.code == "DX-C01"]
    assert finding.isrc == "QZABC2600001"
    assert finding.xpath == "/ern:NewReleaseMessage/ResourceList[1]/SoundRecording[1]/ContainsAI[1]"
    assert finding.line is not None
    assert b"ContainsAI" in data.split(b"\n")[finding.line - 1]
    assert "GenerativeAI" in finding.observed
    assert finding.expected
    assert finding.fix


COVER = (
    "<Image><ResourceReference>A91</ResourceReference><Type>FrontCoverImage</Type>{}"
    "<ContainsAI>{}</ContainsAI></Image>"
)
CLIP = "<Video><ResourceReference>A92</ResourceReference>{}<ContainsAI>{}</ContainsAI></Video>"


@pytest.mark.parametrize(("resource", "name"), [(COVER, "Image A91"), (CLIP, "Video A92")])
@pytest.mark.parametrize(
    ("contributor", "level", "code"),
    [
        (generative_ai("Illustrator"), "None", "DX-C01"),
        (party("VideoDirector"), "All", "DX-C02"),
        (generative_ai("Animator", "Partly"), "Partly", "DX-C03"),
        (party("Animator", "All"), "Partly", "DX-C04"),
        (party("Animator", "All") + party("Animator", "None"), "Partly", "DX-C10"),
        (generative_ai(""), "All", "DX-D06"),
    ],
)
def test_images_and_videos_are_held_against_their_contributors_too(
    resource: str, name: str, contributor: str, level: str, code: str
) -> None:
    found = told(ern4(Song(ai="None"), resources=resource.format(contributor, level)))
    assert [f.observed for f in found if f.code == code and f.observed.startswith(f"The {name}: ")]
    honest = resource.format(generative_ai("Illustrator") + party("Designer"), "Partly")
    assert code not in codes(ern4(Song(ai="None"), resources=honest))


def test_c01_sees_the_contributors_of_a_video_s_edition() -> None:
    inside = (
        "<VideoEdition><EditionContributor><SpecialContributor>GenerativeAI</SpecialContributor>"
        "</EditionContributor></VideoEdition>"
    )
    assert "DX-C01" in codes(ern4(Song(ai="None"), resources=CLIP.format(inside, "None")))
