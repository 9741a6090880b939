from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.disclosure import DisclosureLevel
from deadwax.demo.plan import Fault, Format, Kind
from deadwax.demo.world import plan
from deadwax.errors import DemoError
from detectors.uploads.keys import isrc_prefix, product_prefix

MACHINES = (Kind.AI_UNDISCLOSED, Kind.AI_DENIED, Kind.AI_ALL, Kind.AI_PARTLY)


def test_a_seed_gives_one_world_and_another_seed_another() -> None:
    assert plan(60) == plan(60)
    assert plan(60) != plan(60, seed=2)


@given(tracks=st.integers(20, 400), seed=st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_the_world_has_as_many_tracks_as_asked_for_and_every_kind(tracks: int, seed: int) -> None:
    world = plan(tracks, seed)
    assert len(world.tracks) == tracks
    assert {track.kind for track in world.tracks} == set(Kind)
    assert len({track.isrc for track in world.tracks}) == tracks
    assert len({release.icpn for release in world.releases}) == len(world.releases)
    assert len({track.recipe.delivered_s > 30 for track in world.tracks}) == 1


def test_a_day_has_a_few_dozen_senders_and_arrives_in_order_within_a_day() -> None:
    world = plan(220)
    assert 30 <= len({release.sender.dpid for release in world.releases}) <= 40
    assert len({release.sender.name for release in world.releases}) == len({r.sender for r in world.releases})
    arrivals = [release.arrival for release in world.releases]
    assert arrivals == sorted(arrivals)
    assert (arrivals[-1] - arrivals[0]).total_seconds() < 24 * 3600


def test_senders_share_no_numbers_that_would_tie_them_together() -> None:
    whose: dict[str, set[str]] = {}
    for release in plan(220).releases:
        for prefix in (product_prefix(release.icpn), *(isrc_prefix(track.isrc) for track in release.tracks)):
            whose.setdefault(prefix, set()).add(release.sender.dpid)
    assert all(len(senders) == 1 for senders in whose.values())


def test_formats_are_mixed_equally_over_people_and_machines() -> None:
    world = plan(400)
    for wanted in (True, False):
        counts = Counter(t.recipe.format for t in world.tracks if (t.kind in MACHINES) is wanted)
        assert set(counts) == set(Format)
        assert max(counts.values()) - min(counts.values()) <= 2


def test_only_machines_have_a_decoder_in_their_way() -> None:
    for track in plan(220).tracks:
        assert (track.recipe.decoder is not None) is (track.kind in MACHINES)


def test_the_faster_copies_are_copies_of_honest_songs() -> None:
    world = plan(220)
    honest = {track.recipe.seed for track in world.tracks if track.kind is Kind.HONEST}
    copies = [track for track in world.tracks if track.kind is Kind.SPED_UP]
    assert copies
    assert all(track.recipe.seed in honest and track.recipe.speed > 1.05 for track in copies)


def test_only_messages_that_can_disclose_say_anything_of_ai() -> None:
    world = plan(220)
    levels = {(r.sender.ern, t.kind): t.disclosure for r in world.releases for t in r.tracks}
    assert levels["4.3.2", Kind.AI_ALL] is DisclosureLevel.ALL
    assert levels["4.3.2", Kind.AI_PARTLY] is DisclosureLevel.PARTLY
    assert levels["4.3.2", Kind.AI_DENIED] is DisclosureLevel.NONE
    assert ("3.8.2", Kind.AI_ALL) not in levels


def test_every_fault_occurs() -> None:
    assert {release.fault for release in plan(220).releases} == {None, *Fault}


@pytest.mark.parametrize("tracks", [0, 19, 5_001])
def test_a_world_that_is_too_small_or_too_large_is_refused(tracks: int) -> None:
    with pytest.raises(DemoError, match="Ask for"):
        plan(tracks)
