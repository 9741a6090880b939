"""The simulated stream is repeatable, says what it is, and is measured by the pipeline's own code."""

import math
from collections import Counter

import pytest

from contracts.features.audio import AUDIO_FEATURES
from contracts.features.conclusions import NOVELTY_OF_UPLOADS
from contracts.features.content import CONTENT_FEATURES
from contracts.features.registry import FEATURES
from detectors.delivery import delivery_features
from detectors.training.spam_columns import LEFT_OUT, SPAM_COLUMNS, directions
from detectors.training.spam_rows import arrays
from detectors.training.upload_simulator import MOST_ROWS, Row, simulate, tracks


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [row for world in (0, 1) for row in simulate(world, 5)]


def test_one_seed_gives_one_stream(rows: list[Row]) -> None:
    again = [row for world in (0, 1) for row in simulate(world, 5)]
    other = [row for world in (0, 1) for row in simulate(world, 6)]
    assert arrays(again).digest == arrays(rows).digest
    assert arrays(other).digest != arrays(rows).digest
    assert [r.values for r in again] == [r.values for r in rows]


def test_rows_hold_every_feature_that_needs_no_sound(rows: list[Row]) -> None:
    unheard = (*AUDIO_FEATURES, *CONTENT_FEATURES, NOVELTY_OF_UPLOADS)
    wanted = set(FEATURES) - {spec.name for spec in unheard}
    assert all(set(row.values) == wanted for row in rows)


def test_both_kinds_of_senders_live_in_every_world(rows: list[Row]) -> None:
    kinds = {(row.spam, row.kind) for row in rows}
    assert sum(spam for spam, _ in kinds) >= 8
    assert sum(not spam for spam, _ in kinds) >= 10


def test_a_large_sender_does_not_crowd_out_the_others(rows: list[Row]) -> None:
    per_sender = Counter(row.sender for row in rows)
    assert max(per_sender.values()) < 2 * MOST_ROWS


def test_the_stream_is_in_order_of_time_and_its_messages_are_whole() -> None:
    stream = list(tracks(1, 5))
    times = [track.received_at for track in stream]
    assert times == sorted(times)
    assert len({track.track_id for track in stream}) == len(stream)
    sample = stream[0]
    assert delivery_features(sample, sample.duration_s, None)["duration_s"] == sample.duration_s


def test_a_new_release_date_does_not_give_spam_away(rows: list[Row]) -> None:
    ages = {spam: {r.values["release_age_days"] for r in rows if r.spam is spam} for spam in (True, False)}
    assert ages[True] <= ages[False]


def test_columns_are_bound_to_directions() -> None:
    assert len(directions()) == len(SPAM_COLUMNS)
    by_name = {spec.name: d for spec, d in zip(SPAM_COLUMNS, directions(), strict=True)}
    assert by_name["sender_short_share_30d"] == 1
    assert by_name["sender_age_days"] == -1
    assert by_name["sender_tracks_24h"] == 0
    assert set(LEFT_OUT) <= set(FEATURES)
    assert not set(LEFT_OUT) & set(by_name)


def test_missing_values_become_nan(rows: list[Row]) -> None:
    x = arrays(rows).x
    column = [spec.name for spec in SPAM_COLUMNS].index("sender_burst_z_24h")
    assert all(math.isnan(v) for v in x[:, column])  # nobody has a history in the first two days
