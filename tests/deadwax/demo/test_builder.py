from pathlib import Path

import pytest

from contracts.acknowledgement import AcknowledgementStatus
from deadwax.demo.builder import Folder, build, clear, digest, is_begun, is_built
from deadwax.demo.plan import Fault, World
from deadwax.demo.world import plan
from deadwax.errors import DemoError
from ingest.inbox import scan
from ingest.reader import ReadDelivery, read_delivery
from runtime.objects import Objects


@pytest.fixture(scope="module")
def world() -> World:
    """A small day: one release of every fault, and three without."""
    whole = plan(160)
    faulty = {release.fault: release for release in whole.releases if release.fault}
    fine = [r for v in ("4.3.2", "4.3", "3.8.2") for r in whole.releases if r.sender.ern == v and not r.fault]
    singles = {r.sender.ern: r for r in fine if len(r.tracks) == 1}
    chosen = sorted([*faulty.values(), *singles.values()], key=lambda release: release.arrival)
    return World(whole.seed, tuple(chosen))


@pytest.fixture(scope="module")
def built(world: World, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("demo") / "home")
    done: list[int] = []
    build(world, folder, 2, lambda: done.append(1))
    assert len(done) == len(world.tracks)
    return folder


@pytest.fixture(scope="module")
def read(built: Folder) -> dict[str | None, ReadDelivery]:
    objects = Objects([built.home])
    return {d.message.name: read_delivery(d, objects.open) for d in scan(built.inbox)}


def test_the_inbox_gives_every_delivery_in_the_order_of_arrival(world: World, built: Folder) -> None:
    deliveries = list(scan(built.inbox))
    assert [d.message.name for d in deliveries] == [f"{r.icpn}.xml" for r in world.releases]
    assert [d.received_at for d in deliveries] == [r.arrival for r in world.releases]
    assert all(d.batch_id for d in deliveries)


def test_deliveries_without_a_fault_are_accepted(world: World, read: dict[str | None, ReadDelivery]) -> None:
    for release in world.releases:
        if release.fault is None:
            got = read[f"{release.icpn}.xml"]
            assert got.status is AcknowledgementStatus.ACCEPTED, got.findings
            assert [t.isrc for t in got.tracks] == [t.isrc for t in release.tracks]
            assert all(t.sound is not None for t in got.tracks)


@pytest.mark.parametrize(
    ("fault", "code"),
    [(Fault.WRONG_HASH, "DX-H01"), (Fault.MISSING_FILE, "DX-H03"), (Fault.CONTRADICTION, "DX-C01")],
)
def test_broken_deliveries_are_broken_in_the_one_way_that_is_planned(
    fault: Fault, code: str, world: World, read: dict[str | None, ReadDelivery]
) -> None:
    release = next(r for r in world.releases if r.fault is fault)
    got = read[f"{release.icpn}.xml"]
    assert got.status is not AcknowledgementStatus.ACCEPTED
    assert code in {finding.code for finding in got.findings}


def test_a_message_that_ends_in_the_middle_is_rejected(
    world: World, read: dict[str | None, ReadDelivery]
) -> None:
    release = next(r for r in world.releases if r.fault is Fault.CUT_SHORT)
    got = read[f"{release.icpn}.xml"]
    assert got.status is AcknowledgementStatus.REJECTED
    assert got.tracks == ()


def test_a_built_world_is_recognised_and_another_is_not(world: World, built: Folder) -> None:
    assert is_built(built, world)
    assert not is_built(built, plan(20))
    assert digest(world) != digest(plan(20))


def test_a_world_whose_building_was_interrupted_is_not_taken_as_built(world: World, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "home")
    folder.inbox.mkdir(parents=True)
    folder.begun.write_text(digest(world))
    assert not is_built(folder, world)
    assert is_begun(folder, world)
    assert not is_begun(folder, plan(20))
    clear(folder)
    assert not folder.home.exists()


def test_a_folder_that_holds_something_else_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(DemoError, match="not empty"):
        clear(Folder(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
