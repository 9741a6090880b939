"""Title features are complete, and leave ordinary music of the whole world in peace."""

# ruff: noqa: RUF001 - letters of other scripts are what is tested

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.features.titles import TITLE_FEATURES
from detectors.models.intervals import wilson
from detectors.titles.features import full_title, title_features
from detectors.titles.rules import noticeable
from tests.detectors.tracks import make_track

NON_LATIN = [
    ("夜に駆ける", "YOASOBI"),
    ("シンデレラガール", "King & Prince"),
    ("봄날", "방탄소년단"),
    ("Группа крови", "Кино"),
    ("حبيبي يا نور العين", "عمرو دياب"),
    ("तुम ही हो", "Arijit Singh"),
    ("สาวเชียงใหม่", "ลานนา คัมมินส์"),
    ("Το τρένο φεύγει στις οκτώ", "Χάρις Αλεξίου"),
    ("月亮代表我的心", "鄧麗君"),
    ("שיר לשלום", "להקת הנח״ל"),
    ("Mixtape 2 (Deluxe) \u30ab\u30d0\u30fc", "DJ \u30b1\u30f3"),
]


def test_every_feature_of_the_vocabulary_is_given_and_no_other() -> None:
    assert list(title_features(make_track())) == [spec.name for spec in TITLE_FEATURES]


def test_without_an_artist_the_name_is_missing_not_ordinary() -> None:
    assert title_features(make_track(display_artist=""))["artist_lookalike"] is None


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_is_taken(title: str, artist: str) -> None:
    values = title_features(make_track(title=title, display_artist=artist))
    assert all(v is None or v >= 0 for v in values.values())


@pytest.mark.parametrize(("title", "artist"), NON_LATIN)
def test_non_latin_music_is_ordinary(title: str, artist: str) -> None:
    assert noticeable(title_features(make_track(title=title, display_artist=artist))) == ()


@pytest.mark.parametrize(
    ("title", "feature"),
    [
        ("Deep Sleep Rain Sounds 12, Relax, Sleep, Study, Loopable No Fade", "title_keywords"),
        ("White Noise 23", "title_series"),
        ("Halo (Sped Up)", "title_altered_speed"),
        ("Halo (in the style of Beyonc\u00e9)", "title_famous_names"),
        ("H\u0430lo", "title_mixed_script_words"),
    ],
)
def test_what_stands_out_is_named(title: str, feature: str) -> None:
    assert feature in noticeable(title_features(make_track(title=title)))


def test_the_version_belongs_to_the_title_once() -> None:
    assert full_title(make_track(title="Home", version_title="Sped Up")) == "Home (Sped Up)"
    assert full_title(make_track(title="Home (Sped Up)", version_title="sped up")) == "Home (Sped Up)"


@pytest.mark.shared
def test_rules_speak_up_on_fewer_than_1_in_200_real_tracks(shared: Path) -> None:
    with (shared / "metadata" / "real_tracks.csv").open(
        encoding="utf-8", errors="replace", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    fired = [
        row
        for row in rows
        if noticeable(title_features(make_track(title=row["track_name"], display_artist=row["track_artist"])))
    ]
    assert len(rows) > 2000
    assert len(fired) / len(rows) < 0.005, fired
    assert wilson(len(fired), len(rows))[1] < 0.005
