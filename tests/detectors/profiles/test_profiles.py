"""A track is held against what is known of its name, its ISRC and its words."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from contracts.features.profiles import PROFILE_FEATURES
from contracts.track import Track
from detectors.profiles.habits import Habits
from detectors.profiles.profiles import Profiles, traits_of
from detectors.titles.rules import noticeable
from tests.detectors.tracks import make_track


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


def seen(profiles: Profiles, *stream: Track) -> dict[str, float | None]:
    """The features of the last track, after all were remembered in order."""
    values: dict[str, float | None] = {}
    for track in stream:
        traits = traits_of(track, track.duration_s)
        profiles.open([traits])
        values = profiles.measure(traits)
        profiles.add(traits)
        profiles.flush()
    return values


def test_every_feature_of_the_vocabulary_is_given_and_no_other() -> None:
    assert list(seen(Profiles.in_memory(), make_track())) == [spec.name for spec in PROFILE_FEATURES]
    bare = make_track(display_artist="", isrc=None, title="Home")
    assert set(seen(Profiles.in_memory(), bare).values()) == {None}


def test_a_known_name_from_nobody_who_had_it_is_strange(engine: Engine) -> None:
    known = [make_track(language="en", after=timedelta(days=n)) for n in range(6)]
    other = make_track(sender="Elsewhere", label="Other", language="pt", after=timedelta(days=400))
    with engine.begin() as connection:
        values = seen(Profiles.on(connection), *known, other)
    assert values["artist_known_tracks"] == 6
    assert [values[f"artist_{what}_share"] for what in ("sender", "label", "language")] == [0, 0, 0]
    assert values["artist_genre_share"] is None
    assert values["artist_idle_days"] == pytest.approx(395)
    assert "artist_sender_share" in noticeable(values)


def test_an_artist_at_home_is_not_strange() -> None:
    values = seen(Profiles.in_memory(), *(make_track(language="en") for _ in range(9)))
    assert [values[f"artist_{what}_share"] for what in ("sender", "label", "language")] == [1, 1, 1]
    assert noticeable(values) == ()


def test_a_move_to_another_distributor_on_the_same_label_is_not_strange() -> None:
    moved = make_track(sender="Elsewhere", language="pt", after=timedelta(days=4000))
    values = seen(Profiles.in_memory(), *(make_track(language="en") for _ in range(9)), moved)
    assert noticeable(values) == ()


def test_a_sender_of_other_peoples_names() -> None:
    homes = [make_track(sender=f"Home {n}", label=f"L{n}", display_artist=f"Star {n}") for n in range(4)]
    borrowed = [
        make_track(sender="Taker", label="Taker", display_artist=f"Star {n}", isrc=f"QZTAK26{n:05d}")
        for n in range(4)
    ]
    values = seen(Profiles.in_memory(), *homes, *borrowed, make_track(sender="Taker", title="Last"))
    assert (values["sender_foreign_names"], values["sender_foreign_name_share"]) == (4, 1)


def test_a_compilation_of_known_recordings_takes_nobodys_name() -> None:
    homes = [
        make_track(
            sender=f"H{n}", label=f"L{n}", display_artist=f"Star {n}", isrc=f"QZHOM26{n:05d}", title=f"{n}"
        )
        for n in range(4)
    ]
    compiled = [
        make_track(
            sender="Hits", label="Hits", display_artist=f"Star {n}", isrc=f"QZHOM26{n:05d}", title=f"{n}"
        )
        for n in range(4)
    ]
    values = seen(Profiles.in_memory(), *homes, *compiled, make_track(sender="Hits", title="Last"))
    assert (values["sender_foreign_names"], values["sender_foreign_name_share"]) == (0, 0)


def test_a_catalogue_that_moves_on_its_labels_takes_nobodys_name() -> None:
    homes = [make_track(label="Red", display_artist=f"Star {n}") for n in range(4)]
    moved = [make_track(sender="New Home", label="Red", display_artist=f"Star {n}") for n in range(4)]
    values = seen(Profiles.in_memory(), *homes, *moved, make_track(sender="New Home", title="Last"))
    assert values["sender_foreign_names"] == 0


def test_an_isrc_of_several_recordings(engine: Engine) -> None:
    one = {"isrc": "QZAAA2600001", "title": "Golden River", "display_artist": "Maya"}
    stream = [
        make_track(**one, duration_s=200.0),
        make_track(**one | {"title": "River, golden"}, duration_s=202.0),
        make_track(**one, duration_s=95.0),
        make_track(**one | {"display_artist": "Somebody"}, duration_s=200.0),
    ]
    with engine.begin() as connection:
        found = [seen(Profiles.on(connection), track)["isrc_other_recordings"] for track in stream]
    assert found == [0, 0, 1, 2]


def test_an_isrc_prefix_of_another_sender() -> None:
    stream = [*(make_track() for _ in range(3)), make_track(sender="Elsewhere")]
    assert seen(Profiles.in_memory(), *stream)["isrc_prefix_sender_share"] == 0
    assert seen(Profiles.in_memory(), *stream[:3])["isrc_prefix_sender_share"] == 1


def test_turned_words_and_running_numbers_of_one_sender() -> None:
    titles = ["Gentle Rain Night", "Rain, Gentle Night", "Night Rain (Gentle)", "Gentle Rain Night"]
    values = seen(Profiles.in_memory(), *(make_track(title=title) for title in titles))
    assert values["title_permutations"] == 2
    numbered = [make_track(title=f"White Noise {n}") for n in range(1, 31)]
    assert seen(Profiles.in_memory(), *numbered)["title_series_length"] == 29
    elsewhere = make_track(title="White Noise 31", sender="Elsewhere")
    assert seen(Profiles.in_memory(), *numbered, elsewhere)["title_series_length"] == 0


def test_habits_stay_small_and_keep_who_was_there_first() -> None:
    habits = Habits()
    for n in range(500):
        habits.add(float(n), "first" if n % 5 == 0 else f"s{n}", "", "", "")
    assert len(habits.senders) == 16
    assert habits.senders["first"] == 100
    assert Habits.of(habits.record()) == habits
    assert habits.labels == {}


def test_database_and_memory_agree(engine: Engine) -> None:
    stream = [make_track(display_artist=f"A{n % 3}", title=f"Song {n % 4} {n % 2}") for n in range(30)]
    memory = Profiles.in_memory()
    with engine.begin() as connection:
        stored = Profiles.on(connection)
        assert [seen(stored, track) for track in stream] == [seen(memory, track) for track in stream]
