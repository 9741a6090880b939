"""The page says all that was found, shows hostile names as text, and fetches nothing."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from contracts.evidence import (
    Attribution,
    AudioExhibit,
    ChunkScore,
    Evidence,
    Grounds,
    SpacingScore,
    SpectrumSlice,
)
from contracts.features.audio import AUDIO_FEATURES
from contracts.scored_track import Listening, ListeningStatus
from deadwax.report import words
from deadwax.report.page import page
from deadwax.report.subject import Subject
from detectors.audio.comb.families import FAMILIES
from detectors.models.card import Calibration, Metric, ModelCard, TrainedOn
from detectors.models.contribution import Contribution, Explanation
from tests.services import absent

CARD = ModelCard(
    name="ai",
    version="9",
    created=datetime(2026, 1, 2, tzinfo=UTC),
    model_file="ai.lgb.txt",
    model_sha256="ab" * 32,
    features=("comb_narrow", "comb_pair"),
    feature_schema_sha256="cd" * 32,
    calibration=Calibration(a=1.0, b=0.0),
    thresholds={"explain": 0.3, "review": 0.6, "hold": 0.9},
    trained_on=TrainedOn(text="Some music.", counts={}, manifest_sha256="ef" * 32),
    metrics={
        "false_alarms_at_review": Metric(value=0.01, n=400, low=0.001, high=0.03),
        "false_alarms_at_hold": Metric(value=0.0025, n=400, low=0.0, high=0.014),
    },
    limits=("It cannot hear everything.",),
)
EXHIBIT = AudioExhibit(
    duration_s=60.0,
    waveform=(0.1, 0.9, 0.4),
    spectrum=SpectrumSlice(
        start_hz=2_000.0,
        step_hz=10.0,
        level_db=(-50.0, -60.0, -55.0),
        residue=(0.0, 4.0, 1.0),
        spacing_hz=FAMILIES[0].spacing_hz,
        lines_hz=(2_010.0,),
    ),
    grounds=Grounds(kind="lines", spacing_hz=50.0, strength=9.0, band_end_hz=16_000.0),
    spacings=(
        SpacingScore(
            spacing_hz=FAMILIES[0].spacing_hz,
            together=9.5,
            comb=8.0,
            exact=7.25,
            pulse=None,
            known_from=FAMILIES[0].known_from,
        ),
    ),
    chunks=(ChunkScore(start_s=0, end_s=10, z=1.0), ChunkScore(start_s=5, end_s=15, z=8.0)),
    attribution=Attribution(
        text="The lines are like those of Tin Whistle.", compared=14, names=("Tin Whistle",)
    ),
)


class Links(HTMLParser):
    """Collects what a page refers to, and its texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for key, value in attrs if key in {"src", "href", "action", "srcset"}]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def subject(probability: float | None = 0.95, name: str = "song.flac") -> Subject:
    judged = probability is not None
    found = (Contribution("comb_pair", 8.0, 2.0), Contribution("comb_narrow", 3.0, 1.0))
    features: dict[str, float | None] = dict.fromkeys(spec.name for spec in AUDIO_FEATURES)
    features |= {f"comb_z_{FAMILIES[0].slug}": 8.0, "comb_pair": 8.0}
    return Subject(
        name=name,
        listening=Listening(
            status=ListeningStatus.OK if judged else ListeningStatus.ABSTAINED,
            reason=None if judged else "2.0 s are too short to judge",
            duration_s=60.0,
            codec="flac",
            sample_rate_hz=44_100,
            channels=2,
        ),
        features=features,
        exhibit=EXHIBIT if judged else None,
        probability=probability,
        explanation=Explanation(0.0, found) if judged else None,
        evidence=tuple(
            Evidence(code="X", text=f"Reason {c.feature}.", contribution=c.contribution) for c in found
        )
        if judged
        else (),
        card=CARD,
    )


@pytest.mark.parametrize(
    ("probability", "band"),
    [(None, "none"), (0.1, "clear"), (0.4, "weak"), (0.7, "review"), (0.95, "strong")],
)
def test_the_verdict_follows_the_card_s_thresholds(probability: float | None, band: str) -> None:
    assert words.band(subject(probability)) == band
    assert words.verdict(subject(probability)) in page([subject(probability)]).replace("&#x27;", "'")


def test_it_holds_score_reasons_families_spectrum_parts_and_model() -> None:
    text = page([subject()])
    for piece in (
        "95.0%",
        "Reason comb_pair.",
        "+2.00",
        FAMILIES[0].known_from,
        f"{FAMILIES[0].spacing_hz:.2f} Hz",
    ):
        assert piece in text
    assert "in 1 of 2 parts" in text
    assert "Strength of the lines every 50.00 Hz" in text
    assert "like those of Tin Whistle" in text
    row = text[text.index(f"{FAMILIES[0].spacing_hz:.2f} Hz</td>") :].partition("</tr>")[0]
    assert re.findall(r'number">([^<]*)<', row) == ["9.5", "8.0", "7.2", ""]
    assert "More evidence" not in text, "everything is drawn"
    assert CARD.model_sha256 in text
    assert "It cannot hear everything." in text
    assert "Of 400 recordings by people that the model had not heard, 0.2% (at most 1.4%)" in text


def test_a_card_with_people_s_scores_gives_the_percentile() -> None:
    card = CARD.model_copy(update={"people": (0.0, 0.1, 0.2, 0.4, 0.96)})
    said = [words.standing(replace(subject(p), card=card)) for p in (0.3, 0.95, 0.97)]
    assert [re.findall(r"\d+ %", text or "") for text in said] == [["50 %"], ["75 %"], []]
    assert "0.2% (at most 1.4%)" in (said[2] or ""), "above all of them, their number counts"


def test_it_says_what_would_be_left_without_a_reason() -> None:
    first = words.would_change(subject())[0]
    # Log-odds 3 less 2 are 1: a probability of 73 %.
    assert first.startswith("73% instead of 95% without this: Reason comb_pair.")
    assert any("low score proves nothing" in said for said in words.would_change(subject(0.1)))


def test_a_recording_that_was_not_judged_says_why() -> None:
    text = page([subject(None)])
    assert "too short to judge" in text
    assert "was not judged" in text
    assert "AI score" not in text


def test_many_recordings_have_an_index() -> None:
    text = page([subject(name="a.flac"), subject(0.1, "b.flac")])
    assert text.index('href="#r1"') < text.index('id="r0"') < text.index('id="r1"')


def test_evidence_of_a_kind_that_the_page_does_not_know_is_shown_too() -> None:
    class Richer(AudioExhibit):
        nearest_decoder: str = "unknown decoder"
        shares: dict[str, float] = {"some_family": 0.25}  # noqa: RUF012  pydantic copies it

    richer = Richer.model_validate(EXHIBIT.model_dump())
    text = page([Subject(**{**{f: getattr(subject(), f) for f in Subject.__slots__}, "exhibit": richer})])
    assert "nearest decoder" in text
    assert "unknown decoder" in text
    assert "some family" in text


def test_nothing_is_fetched_and_names_are_text() -> None:
    name = '<img src="https://example.org/x" onerror="alert(1)">.flac'
    text = page([subject(name=name)])
    reader = Links()
    reader.feed(text)
    assert reader.tags.isdisjoint({"img", "script", "link", "iframe", "object", "form"})
    assert all(link.startswith("#") for link in reader.links)
    assert name in reader.texts
    assert "default-src 'none'" in text


@pytest.mark.chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_draws_it_without_asking_the_network(scheme: str, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        absent("chromium", "no chromium was found")
    file = tmp_path / "report.html"
    file.write_text(page([subject(name="<b>song</b>.flac"), subject(0.1)]))
    asked, complaints = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        window = browser.new_page(color_scheme=scheme)
        window.on("request", lambda request: asked.append(request.url))
        window.on("console", lambda message: complaints.append(message.text))
        window.goto(file.as_uri())
        assert window.locator("h1").first.inner_text() == "<b>song</b>.flac"
        assert all(
            box and box["height"] > 20 for box in (s.bounding_box() for s in window.locator("svg").all())
        )
        paper, ink = (
            window.locator("body").evaluate(f"e => getComputedStyle(e).{p}")
            for p in ("backgroundColor", "color")
        )
        browser.close()
    assert asked == [file.as_uri()]
    assert complaints == []
    assert brightness(paper) > brightness(ink) + 300 if scheme == "light" else brightness(paper) < 200


def brightness(colour: str) -> int:
    return sum(int(n) for n in re.findall(r"\d+", colour)[:3])
