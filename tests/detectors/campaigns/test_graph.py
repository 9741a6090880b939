"""Suspicious tracks that share something rare become one campaign, and large senders tie nobody together."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from contracts.campaign import Campaign
from contracts.track import Track
from detectors.campaigns.graph import join
from detectors.campaigns.suspect import suspect_of
from detectors.campaigns.tables import campaign_keys
from tests.detectors.tracks import make_track

REASONS = ("ARTIST_FARM", "SHORT_TRACKS")


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


def enter(engine: Engine, track: Track, **came: float) -> Campaign | None:
    """Enter a suspicious track; ``came`` says how many tracks its keys had in 30 days before it."""
    features: dict[str, float | None] = {f"{kind}_tracks_30d": n for kind, n in came.items()}
    with engine.begin() as connection:
        return join(connection, suspect_of(track, features, REASONS))


def farm(n: int, **given: object) -> Track:
    """A track whose every name is its own but for what is given."""
    fields: dict[str, object] = {
        "sender": f"Sender {n}",
        "label": f"Label {n}",
        "display_artist": f"Artist {n}",
        "isrc": None,
        "after": timedelta(days=n),
    }
    return make_track(**fields | given)


def test_one_campaign_across_senders_names_and_labels(engine: Engine) -> None:
    found = [enter(engine, farm(n, cover="c" * 64)) for n in range(4)]
    assert [c.tracks for c in found if c] == [1, 2, 3, 4]
    assert len({c.campaign_id for c in found if c}) == 1
    last = found[-1]
    assert last is not None
    assert last.members == {"sender": 4, "label": 4, "artist": 4, "cover": 1}
    assert [day.tracks for day in last.days] == [1, 1, 1, 1]
    assert last.first_seen == farm(0).received_at
    for said in (
        "4 suspicious tracks",
        "4 artist names",
        "1 front cover",
        "Tracks just over the payout limit (4)",
    ):
        assert said in last.text


def test_a_track_that_is_alone_is_not_told_as_many(engine: Engine) -> None:
    alone = enter(engine, farm(0))
    assert alone
    assert alone.text.startswith("One suspicious track alone so far")
    assert "tied together" not in alone.text
    assert "the sender “Sender 0”" in alone.text


def test_copies_of_one_recording_are_one_campaign(engine: Engine) -> None:
    found = []
    for n in range(3):
        with engine.begin() as connection:
            found.append(join(connection, suspect_of(farm(n), {}, REASONS, recording=7)))
    assert len({c.campaign_id for c in found if c}) == 1
    assert found[-1] is not None
    assert "1 copied recording" in found[-1].text


def test_what_shares_nothing_is_apart(engine: Engine) -> None:
    one, other = enter(engine, farm(0)), enter(engine, farm(1))
    assert one
    assert other
    assert one.campaign_id != other.campaign_id


def test_the_oldest_id_survives_when_campaigns_turn_out_to_be_one(engine: Engine) -> None:
    late = enter(engine, farm(5, label="Red"))
    early = enter(engine, farm(1, label="Blue"))
    third = enter(engine, farm(7, label="Green"))
    assert late
    assert early
    assert third
    bridge = enter(engine, farm(8, label="Red", cover="c" * 64))
    assert bridge
    assert bridge.campaign_id == late.campaign_id
    both = enter(engine, farm(9, label="Blue", cover="c" * 64))
    assert both
    assert both.campaign_id == early.campaign_id
    assert both.aliases == (late.campaign_id,)
    assert both.tracks == 4
    every = enter(engine, farm(10, label="Green", cover="c" * 64))
    assert every
    assert every.campaign_id == early.campaign_id
    assert every.aliases == tuple(sorted((late.campaign_id, third.campaign_id)))
    assert every.tracks == 6
    again = enter(engine, farm(11, label="Red"))
    assert again
    assert again.campaign_id == early.campaign_id


def test_a_large_distributor_ties_nobody_together(engine: Engine) -> None:
    found = [
        enter(
            engine,
            farm(n, sender="Everybody's", p_line="(P) 2026 Independent"),
            sender=5000,
            rights_line=5000,
        )
        for n in range(30)
    ]
    assert len({c.campaign_id for c in found if c}) == 30


def test_a_key_that_turns_out_to_be_honest_lets_go(engine: Engine) -> None:
    first = enter(engine, farm(0, sender="Growing"))
    later = enter(engine, farm(1, sender="Growing"), sender=400)
    assert first
    assert later
    assert later.campaign_id != first.campaign_id
    with engine.connect() as connection:
        query = select(campaign_keys.c.campaign_id).where(campaign_keys.c.kind == "sender")
        assert connection.execute(query).scalars().all() == [None]


def test_a_track_that_only_hubs_know_has_no_campaign(engine: Engine) -> None:
    track = make_track(label=None, display_artist="", isrc=None)
    assert enter(engine, track, sender=5000) is None


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    def half_way() -> None:
        with engine.begin() as connection:
            join(connection, suspect_of(farm(0, cover="c" * 64), {}, REASONS))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    found = enter(engine, farm(1, cover="c" * 64))
    assert found
    assert found.tracks == 1
