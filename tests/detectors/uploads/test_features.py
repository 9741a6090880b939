"""Window features say of a stream what a person would count by hand."""

import pytest

from contracts.features.deliveries import DELIVERY_FEATURES
from contracts.features.uploads import UPLOAD_FEATURES
from detectors.uploads.features import ai_features, upload_features
from detectors.uploads.history import History
from detectors.uploads.keys import KeyKind
from detectors.uploads.sketch import mark
from detectors.uploads.store import new_history
from detectors.uploads.upload import Upload

DAY_S = 86_400.0
NOON = 1_780_000_000.0 // DAY_S * DAY_S + 43_200


def add(history: History, at: float, n: int = 1, *, artist: str = "a", **given: object) -> None:
    for i in range(n):
        fields: dict[str, object] = {
            "track_id": "t",
            "at": at,
            "keys": (),
            "artist": mark(artist),
            "title": mark(f"{at} {i}"),
            "duration_s": 150.0 + i * 7,
            "ai_probability": None,
            "declares_ai": False,
        }
        history.add(Upload(**(fields | given)), new_artist=False)  # type: ignore[arg-type]


def features(history: History, at: float = NOON) -> dict[str, float | None]:
    return upload_features({KeyKind.SENDER: history}, at)


def test_every_feature_of_the_vocabulary_is_given_and_no_other() -> None:
    every = upload_features({kind: new_history(kind) for kind in KeyKind}, NOON)
    assert set(every) == {spec.name for spec in UPLOAD_FEATURES}
    assert set(ai_features(History(), NOON)) <= {spec.name for spec in DELIVERY_FEATURES}


def test_a_first_upload_has_zero_counts_and_no_shares() -> None:
    values = features(History())
    assert values["sender_tracks_30d"] == 0
    assert values["sender_age_days"] == 0
    assert values["sender_burst_z_24h"] is None
    assert values["sender_short_share_30d"] is None
    assert values["label_tracks_1h"] is None  # no label was given: missing, not zero


def test_counts_per_window() -> None:
    history = History()
    for back, n in ((60, 1), (3 * 3600, 2), (3 * DAY_S, 4), (20 * DAY_S, 8), (40 * DAY_S, 16)):
        add(history, NOON - back, n)
    values = features(history)
    assert [values[f"sender_tracks_{w}"] for w in ("1h", "24h", "7d", "30d")] == [1, 3, 7, 15]
    assert values["sender_age_days"] == pytest.approx(40)


def test_a_large_sender_on_a_usual_day_is_no_burst_and_a_small_one_is() -> None:
    large, small = History(), History()
    for day in range(2, 40):
        add(large, NOON - day * DAY_S, 400 + day)
        add(small, NOON - day * DAY_S, 2)
    add(large, NOON - 3600, 430)
    add(small, NOON - 3600, 430)
    assert features(large)["sender_burst_z_24h"] < 1  # type: ignore[operator]
    assert features(large)["sender_burst_ratio_24h"] == pytest.approx(1.0, abs=0.1)
    assert features(small)["sender_burst_z_24h"] > 100  # type: ignore[operator]
    assert features(small)["sender_burst_ratio_24h"] == 215


def test_the_baseline_leaves_out_the_days_that_it_is_compared_with() -> None:
    history = History()
    for day in (5, 6, 7):
        add(history, NOON - day * DAY_S, 10)
    add(history, NOON - DAY_S, 1000)
    add(history, NOON, 20)
    assert features(history)["sender_burst_ratio_24h"] == 2.0


def test_an_album_of_one_artist_and_a_farm_of_names() -> None:
    album, farm = new_history(KeyKind.SENDER), new_history(KeyKind.SENDER)
    for i in range(20):
        add(album, NOON - 60 * (1 + i // 5), duration_s=150 + 11 * i)
        add(farm, NOON - 60 * i, artist=f"name {i}", duration_s=31.0, title=mark("rain sleep"))
    assert features(album)["sender_artists_per_track_30d"] == pytest.approx(1 / 20)
    assert features(farm)["sender_artists_per_track_30d"] == 1.0
    assert features(farm)["sender_artists_24h"] == 20
    assert features(album)["sender_short_share_30d"] == 0
    assert features(farm)["sender_short_share_30d"] == 1
    assert features(album)["sender_modal_duration_share_30d"] == pytest.approx(1 / 20)
    assert features(farm)["sender_modal_duration_share_30d"] == 1
    assert features(album)["sender_repeated_title_share_30d"] == pytest.approx(19 / 20, abs=1)
    assert features(farm)["sender_repeated_title_share_30d"] == 1


def test_a_compilation_is_one_delivery_and_its_many_artists_say_nothing() -> None:
    history = History()
    for i in range(40):
        add(history, NOON - 60, artist=f"band {i}")
    values = features(history)
    assert (values["sender_tracks_24h"], values["sender_deliveries_24h"]) == (40, 1)
    assert values["sender_artists_30d"] == 40
    assert values["sender_artists_per_track_30d"] is None
    assert values["sender_new_artist_share_30d"] is None


def test_deliveries_are_counted_over_their_windows_and_no_further_than_remembered() -> None:
    history = History()
    for back in (10, 20, 3 * DAY_S, 31 * DAY_S):
        add(history, NOON - back, 5)
    values = features(history)
    assert (values["sender_deliveries_24h"], values["sender_deliveries_30d"]) == (2, 3)
    for i in range(100):
        add(history, NOON - i)
    assert features(history)["sender_deliveries_24h"] == 64


def test_new_artists_are_those_that_the_key_never_delivered() -> None:
    history = History()
    for i in range(10):
        upload = Upload("t", NOON - i, (), mark(str(i)), i, 100.0, None, False)
        history.add(upload, new_artist=i < 4)
    assert features(history)["sender_new_artist_share_30d"] == pytest.approx(0.4)


def test_a_clock_is_even_and_a_person_is_not() -> None:
    clock, person = History(), History()
    for i, gap in enumerate((3, 50, 600, 8, 4000, 90, 20_000, 5)):
        add(clock, NOON - 60 * i)
        add(person, NOON - 60 * i - gap)
    assert features(clock)["sender_interval_cv_7d"] == 0
    assert features(clock)["sender_interval_median_s_7d"] == 60
    assert features(person)["sender_interval_cv_7d"] > 1  # type: ignore[operator]


def test_tracks_of_one_delivery_are_one_moment() -> None:
    history = History()
    add(history, NOON, 50)
    assert features(history)["sender_interval_cv_7d"] is None


def test_ai_features_count_only_what_was_heard_and_not_declared() -> None:
    history = History()
    assert ai_features(history, NOON)["sender_ai_mean_30d"] is None
    add(history, NOON, 2, ai_probability=0.9)
    add(history, NOON, 1, ai_probability=0.9, declares_ai=True)
    add(history, NOON, 1, ai_probability=0.1)
    add(history, NOON, 5)
    values = ai_features(history, NOON)
    assert values["sender_ai_mean_30d"] == pytest.approx(0.7)
    assert values["sender_ai_undisclosed_share_30d"] is None  # four tracks are no farm
    add(history, NOON, 6, ai_probability=0.1)
    assert ai_features(history, NOON)["sender_ai_undisclosed_share_30d"] == pytest.approx(0.2)
