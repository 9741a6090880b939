"""Histories count every upload into the windows that it belongs to, in whatever order it comes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.uploads.bucket import DAY, FIVE_MINUTES, GRAINS, HOUR, Bucket, Grain
from detectors.uploads.history import History, tracks_in
from detectors.uploads.upload import Upload

NOON = 1_780_000_000.0 // 86_400 * 86_400 + 43_200


def upload(at: float, **given: object) -> Upload:
    fields: dict[str, object] = {
        "track_id": "t",
        "at": at,
        "keys": (),
        "artist": 7,
        "title": 9,
        "duration_s": 180.0,
        "ai_probability": None,
        "declares_ai": False,
    }
    return Upload(**(fields | given))  # type: ignore[arg-type]


def history_of(times: list[float]) -> History:
    history = History()
    for at in times:
        history.add(upload(at), new_artist=False)
    return history


SECONDS_BACK = st.lists(st.integers(0, 40 * 86_400), max_size=80)


@settings(deadline=None)
@given(SECONDS_BACK, st.sampled_from([(FIVE_MINUTES, 12), (HOUR, 24), (DAY, 7), (DAY, 30)]))
def test_a_window_holds_what_a_list_would(back: list[int], window: tuple[Grain, int]) -> None:
    grain, buckets = window
    times = [NOON - b for b in back]
    history = history_of(sorted(times))
    first = grain.index(NOON) - buckets + 1
    expected = sum(grain.index(t) >= first for t in times)
    assert tracks_in(history.window(grain, NOON, buckets)) == expected


@settings(deadline=None)
@given(SECONDS_BACK, st.randoms(use_true_random=False))
def test_windows_of_one_end_do_not_depend_on_the_order(back: list[int], random: object) -> None:
    times = [NOON - b for b in back]
    shuffled = list(times)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = history_of(sorted(times)), history_of(shuffled)
    for grain, buckets in ((FIVE_MINUTES, 12), (HOUR, 24), (DAY, 30)):
        counts = [
            sorted((b.index, b.tracks, b.artists.counts.get(7)) for b in h.window(grain, NOON, buckets))
            for h in (one, other)
        ]
        assert counts[0] == counts[1]


def test_a_late_event_counts_for_its_own_time_only() -> None:
    history = history_of([NOON, NOON - 3 * 86_400])
    assert tracks_in(history.window(HOUR, NOON, 24)) == 1
    assert tracks_in(history.window(HOUR, NOON - 3 * 86_400, 24)) == 1
    assert tracks_in(history.window(DAY, NOON - 3 * 86_400, 7)) == 1
    assert tracks_in(history.window(DAY, NOON, 7)) == 2
    assert history.first_seen == NOON - 3 * 86_400


def test_what_comes_later_is_not_in_an_earlier_window() -> None:
    history = history_of([NOON, NOON + 7200])
    assert tracks_in(history.window(HOUR, NOON, 24)) == 1


def test_rings_never_grow() -> None:
    history = history_of([NOON + 300.0 * i for i in range(40_000)])
    assert all(len(history.rings[g.name]) == g.slots for g in GRAINS)
    assert len(history.times) == 64
    assert history.times == sorted(history.times)


def test_only_the_buckets_that_were_touched_are_written_back() -> None:
    history = history_of([NOON])
    assert {name for name, _ in history.changed} == {g.name for g in GRAINS}
    assert len(history.changed) == 3


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.floats(1, 9000), st.floats(0, 1)), max_size=30))
def test_a_bucket_survives_json(added: list[tuple[int, float, float]]) -> None:
    bucket = Bucket(DAY.index(NOON))
    for artist, duration, ai in added:
        bucket.add(
            upload(NOON, artist=artist, duration_s=duration, ai_probability=ai), DAY, new_artist=artist == 0
        )
    assert Bucket.from_json(bucket.index, bucket.tracks, bucket.to_json(DAY)) == bucket


def test_an_event_older_than_its_ring_is_left_out_of_that_ring_alone() -> None:
    history = history_of([NOON, NOON - 2 * 86_400])  # 48 hours earlier: the same slot of 48
    assert tracks_in(history.window(HOUR, NOON, 24)) == 1
    assert tracks_in(history.window(HOUR, NOON - 2 * 86_400, 24)) == 0
    assert tracks_in(history.window(DAY, NOON, 7)) == 2
