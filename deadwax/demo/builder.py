"""Builds the planned world in a folder: sounds on all cores, then the messages around them."""

import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

import deadwax.demo
import detectors.training
from deadwax.demo.ern_parts import WrittenFile
from deadwax.demo.ern_writer import write
from deadwax.demo.manifest import write_manifest
from deadwax.demo.plan import Fault, PlannedRelease, World
from deadwax.demo.sound import produce
from deadwax.errors import DemoError

MARK = "world.json"
BEGUN = "building"
CUT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a demo world lives: the inbox, and beside it what the pipeline keeps."""

    home: Path

    @property
    def inbox(self) -> Path:
        """The folder of deliveries."""
        return self.home / "inbox"

    @property
    def mark(self) -> Path:
        """The file that says which world is here; written last."""
        return self.home / MARK

    @property
    def begun(self) -> Path:
        """The file that says which world is being built here."""
        return self.home / BEGUN


def digest(world: World) -> str:
    """Identity of a world: its plan, and the source of what makes sound and messages of it."""
    made_of = hashlib.sha256(repr(world).encode())
    for package in (deadwax.demo, detectors.training):
        root = Path(package.__path__[0])
        for path in sorted((*root.glob("*.py"), *root.glob("synthesis/*.py"))):
            if package is deadwax.demo or path.name in _SOUND_FILES or path.parent.name == "synthesis":
                made_of.update(path.read_bytes())
    return made_of.hexdigest()


_SOUND_FILES = ("synthesiser.py", "decoders.py", "decoder_families.py", "lapped.py")


def is_built(folder: Folder, world: World) -> bool:
    """Whether exactly this world is in the folder, complete."""
    try:
        return bool(json.loads(folder.mark.read_text())["digest"] == digest(world))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def is_begun(folder: Folder, world: World) -> bool:
    """Whether the building of exactly this world was interrupted here: it can go on."""
    return folder.begun.exists() and folder.begun.read_text() == digest(world)


def clear(folder: Folder) -> None:
    """Empty the folder of an older demo world with all that was decided about it.

    Refuses to touch a folder that no demo was built in.
    """
    if not folder.home.exists() or not any(folder.home.iterdir()):
        return
    if not folder.mark.exists() and not folder.begun.exists():
        raise DemoError(
            f"{folder.home} is not empty and holds no demo world.",
            remedy="Choose an empty folder with --home.",
        )
    shutil.rmtree(folder.home)


def build(world: World, folder: Folder, processes: int, progress: Callable[[], None]) -> None:
    """Build the world; ``progress`` is called after every track. The mark is written last."""
    folder.inbox.mkdir(parents=True, exist_ok=True)
    folder.begun.write_text(digest(world))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        futures = {
            (release.icpn, number): pool.submit(produce, track.recipe, _sound_path(folder, release, number))
            for release in world.releases
            for number, track in enumerate(release.tracks, start=1)
        }
        for future in as_completed(futures.values()):
            future.result()
            progress()
    for release in world.releases:
        _finish(folder, release, futures)
    folder.mark.write_text(json.dumps({"digest": digest(world), "tracks": len(world.tracks)}))
    folder.begun.unlink()


def batch_id(release: PlannedRelease) -> str:
    """A batch's folder name: the sender's last characters and the time of arrival."""
    return f"{release.arrival:%Y%m%d%H%M%S}{release.icpn[-4:]}"


def _release_folder(folder: Folder, release: PlannedRelease) -> Path:
    return folder.inbox / batch_id(release) / release.icpn


def _sound_path(folder: Folder, release: PlannedRelease, number: int) -> Path:
    resources = _release_folder(folder, release) / "resources"
    resources.mkdir(parents=True, exist_ok=True)
    form = release.tracks[number - 1].recipe.format
    return resources / f"{release.icpn}_{number:02d}.{form.value}"


def _finish(
    folder: Folder, release: PlannedRelease, futures: dict[tuple[str, int], "Future[WrittenFile]"]
) -> None:
    """Write the message and the manifest, break what is to be broken, and set the time of arrival."""
    files = tuple(futures[release.icpn, n].result() for n in range(1, len(release.tracks) + 1))
    home = _release_folder(folder, release)
    if release.fault is Fault.WRONG_HASH:
        files = tuple(
            replace(f, md5=hashlib.md5(f.name.encode(), usedforsecurity=False).hexdigest()) for f in files
        )
    data = write(release, files)
    if release.fault is Fault.CUT_SHORT:
        data = data[: int(len(data) * CUT_SHARE)]
    if release.fault is Fault.MISSING_FILE:
        (home / "resources" / files[0].name).unlink()
    (home / f"{release.icpn}.xml").write_bytes(data)
    batch = batch_id(release)
    manifest = home.parent / f"BatchComplete_{batch}.xml"
    manifest.write_bytes(write_manifest(release, batch, data))
    arrival = release.arrival.timestamp()
    for path in home.parent.rglob("*"):
        if path.is_file():
            os.utime(path, (arrival, arrival))
