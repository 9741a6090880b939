"""A track is measured against what came before it, and counted once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from contracts.disclosure import Disclosure, DisclosureLevel
from contracts.features.audio import AUDIO_FEATURES
from contracts.features.conclusions import CONCLUSION_FEATURES, NOVELTY_OF_UPLOADS
from contracts.features.content import CONTENT_FEATURES
from contracts.features.duplicates import DUPLICATE_FEATURES
from contracts.features.registry import FEATURES
from detectors.delivery import delivery_features
from detectors.observer import Observer
from tests.detectors.tracks import make_track


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


def test_heard_compared_and_observed_features_are_the_whole_vocabulary(engine: Engine) -> None:
    with engine.begin() as connection:
        values = Observer.on(connection).observe(make_track(), 200.0, 0.1)
    by_sound = (*AUDIO_FEATURES, *DUPLICATE_FEATURES, *CONTENT_FEATURES)
    elsewhere = {spec.name for spec in (*by_sound, *CONCLUSION_FEATURES, NOVELTY_OF_UPLOADS)}
    assert set(values) | elsewhere == set(FEATURES)
    assert not set(values) & elsewhere


def test_values_are_as_of_the_track_before_it_is_counted(engine: Engine) -> None:
    counts = []
    for n in range(4):
        with engine.begin() as connection:
            track = make_track(after=timedelta(minutes=n))
            counts.append(Observer.on(connection).observe(track, 200.0, None)["sender_tracks_24h"])
    assert counts == [0, 1, 2, 3]


def test_the_same_file_under_another_identity(engine: Engine) -> None:
    with engine.begin() as connection:
        observer = Observer.on(connection)
        observer.observe(make_track(sha256="f" * 64), 200.0, None)
        copy = make_track(sha256="f" * 64, display_artist="Somebody Else", sender="Elsewhere")
        values = observer.observe(copy, 200.0, None)
    assert [values[f"same_file_other_{what}s"] for what in ("isrc", "artist", "sender")] == [1, 1, 1]


def test_a_redelivery_is_measured_and_not_counted(engine: Engine) -> None:
    with engine.begin() as connection:
        observer = Observer.on(connection)
        observer.observe(make_track(isrc="QZAAA2699999", sha256="e" * 64), 200.0, None)
        for n in range(3):
            again = make_track(isrc="QZAAA2699999", sha256="e" * 64, after=timedelta(minutes=n))
            values = observer.observe(again, 200.0, None)
            assert values["sender_tracks_24h"] == 1
            assert values["same_file_other_isrcs"] == 0


def test_one_isrc_for_many_files_hides_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        observer = Observer.on(connection)
        for n in range(5):
            track = make_track(isrc="QZAAA2699999", sha256=f"{n:064d}", after=timedelta(minutes=n))
            values = observer.observe(track, 200.0, None)
    assert values["sender_tracks_24h"] == 4


def test_an_altered_copy_is_found_in_the_stream(engine: Engine) -> None:
    with engine.begin() as connection:
        observer = Observer.on(connection)
        observer.observe(make_track(title="Golden River", display_artist="Maya"), 200.0, None)
        copy = make_track(title="Golden River (Sped Up)", display_artist="speedy maya", sender="Fast")
        assert observer.observe(copy, 160.0, None)["speed_copy_ratio"] == pytest.approx(1.25)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (DisclosureLevel.UNDECLARED, 0.9),
        (DisclosureLevel.NONE, 0.9),
        (DisclosureLevel.PARTLY, 0.0),
        (DisclosureLevel.ALL, 0.0),
    ],
)
def test_only_ai_that_is_not_declared_is_a_gap(level: DisclosureLevel, expected: float) -> None:
    track = make_track(disclosure=Disclosure(level=level))
    assert delivery_features(track, 200.0, 0.9)["ai_undisclosed"] == expected
    assert delivery_features(track, 200.0, None)["ai_undisclosed"] is None


def test_delivery_features() -> None:
    values = delivery_features(make_track(release_date=date(2026, 2, 28), track_count=12), 31.0, None)
    assert values["lasts_30_to_45_s"] == 1
    assert values["release_age_days"] == 2
    assert values["release_tracks"] == 12
    unknown = delivery_features(make_track(track_count=0), None, None)
    assert [unknown[n] for n in ("duration_s", "lasts_30_to_45_s", "release_tracks", "release_age_days")] == [
        None
    ] * 4
