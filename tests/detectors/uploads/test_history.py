"""Histories count every upload into the windows that it belongs to, in whatever order it comes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.uploads.day import Day
from detectors.uploads.grain import DAY, FIVE_MINUTES, GRAINS, HOUR, Grain
from detectors.uploads.history import History
from detectors.uploads.keys import KeyKind
from detectors.uploads.month import Month
from detectors.uploads.store import new_history
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
    history = new_history(KeyKind.SENDER)
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
    assert history.tracks(grain, NOON, buckets) == expected


@settings(deadline=None)
@given(SECONDS_BACK, st.randoms(use_true_random=False))
def test_windows_of_one_end_do_not_depend_on_the_order(back: list[int], random: object) -> None:
    times = [NOON - b for b in back]
    shuffled = list(times)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = history_of(sorted(times)), history_of(shuffled)
    for grain, buckets in ((FIVE_MINUTES, 12), (HOUR, 24), (DAY, 30)):
        assert one.tracks(grain, NOON, buckets) == other.tracks(grain, NOON, buckets)
    assert one.artists_of_day(NOON) == other.artists_of_day(NOON)
    assert one.month(NOON) == other.month(NOON)


def test_a_late_event_counts_for_its_own_time_only() -> None:
    history = history_of([NOON, NOON - 86_400])
    assert history.tracks(HOUR, NOON, 24) == 1
    assert history.tracks(HOUR, NOON - 86_400, 24) == 1
    assert history.tracks(DAY, NOON - 86_400, 7) == 1
    assert history.tracks(DAY, NOON, 7) == 2
    assert history.first_seen == NOON - 86_400


def test_what_comes_later_is_not_in_an_earlier_window() -> None:
    history = history_of([NOON, NOON + 7200])
    assert history.tracks(HOUR, NOON, 24) == 1


def test_rings_never_grow() -> None:
    history = history_of([NOON + 300.0 * i for i in range(40_000)])
    assert all(len(history.counts[g.name]) == g.slots for g in GRAINS)
    assert len(history.times) == 64
    assert history.times == sorted(history.times)


def test_only_the_buckets_that_were_touched_are_written_back() -> None:
    history = history_of([NOON, NOON - 3600, NOON])
    assert history.changed
    assert history.touched_days == {DAY.index(NOON)}
    assert history.touched_hours == {HOUR.index(NOON), HOUR.index(NOON - 3600)}
    history.settle()
    assert not history.changed
    assert not history.touched_days


ADDED = st.lists(st.tuples(st.integers(0, 3), st.floats(1, 9000), st.floats(0, 1)), max_size=30)


@settings(deadline=None)
@given(ADDED)
def test_a_day_survives_packing(added: list[tuple[int, float, float]]) -> None:
    day = Day()
    for artist, duration, ai in added:
        day.add(upload(NOON, artist=artist, duration_s=duration, ai_probability=ai), new_artist=artist == 0)
    assert Day.unpacked(day.packed()) == day


@settings(deadline=None)
@given(SECONDS_BACK)
def test_a_history_survives_packing(back: list[int]) -> None:
    history = history_of([NOON - b for b in back])
    again = History()
    again.unpack(history.packed())
    assert (again.first_seen, again.times) == (history.first_seen, history.times)
    assert again.counts == history.counts


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.integers(1, 60)), max_size=60))
def test_a_month_that_is_added_to_is_the_month_made_anew(added: list[tuple[int, int, int]]) -> None:
    history = new_history(KeyKind.SENDER)
    for back, artist, duration in added:
        history.month(NOON)
        late = upload(NOON - 86_400 * back, artist=artist, title=artist, duration_s=float(duration))
        history.add(late, new_artist=False)
    last = DAY.index(NOON)
    assert history.month(NOON) == Month.of(last, [d for n, d in history.days.items() if n > last - 30])


def test_an_event_older_than_its_ring_is_left_out_of_that_ring_alone() -> None:
    history = history_of([NOON, NOON - 2 * 86_400])  # 48 hours earlier: the same slot of 48
    assert history.tracks(HOUR, NOON, 24) == 1
    assert history.tracks(HOUR, NOON - 2 * 86_400, 24) == 0
    assert history.tracks(DAY, NOON, 7) == 2
