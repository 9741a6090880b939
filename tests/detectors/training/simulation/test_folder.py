"""Simulations: the same for a seed, labelled honestly, resumed where they were stopped."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from detectors.audio.heard import heard_in_process
from detectors.errors import TrainingError
from detectors.training.delivery_chain import Chain, delivered
from detectors.training.manifest import Label, read_manifests
from detectors.training.simulation.folder import simulate, write_one
from detectors.training.simulation.item import Kind, Plan, make
from detectors.training.simulation.music import GENRES, Purpose, Recorded, Rendered, recorded
from detectors.training.simulation.negatives import TREATMENTS
from detectors.training.simulation.piece import Piece
from tests.detectors.audio.signals import encoded, music

NEGATIVES = Plan(Kind.NEGATIVES, 5, Rendered())
POSITIVES = Plan(Kind.POSITIVES, 5, Rendered())


def nothing(_done: int, _total: int) -> None:
    pass


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two recordings by people, one by a machine, one that is no sound."""
    folder = tmp_path_factory.mktemp("songs")
    for number in range(3):
        (folder / f"{number}.flac").write_bytes(encoded(music(24.0, seed=number), "flac"))
    (folder / "3.mp3").write_bytes(b"ID3 nothing")
    rows = ["path,label,source,song_group,vocals"]
    rows += ["0.flac,human,band,one,yes", "1.flac,ai,machine,two,no", "2.flac,human,choir,three,yes"]
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    simulate(NEGATIVES, 3, folder, nothing, workers=1)
    return folder


def test_the_manifest_is_what_training_reads(made: Path) -> None:
    entries = read_manifests([made / "manifest.csv"])
    assert [entry.label for entry in entries] == [Label.HUMAN] * 3
    assert all(entry.family.startswith("rendered by ") for entry in entries)
    assert len({entry.song for entry in entries}) == 3
    heard = [heard_in_process(entry.path).listening for entry in entries]
    assert all(h.duration_s and h.duration_s > 5 for h in heard)


def test_a_second_call_makes_only_what_is_missing(made: Path) -> None:
    files = sorted((made / "negative").iterdir())
    before = {path.name: path.read_bytes() for path in files}
    files[1].unlink()
    files[0].touch()
    stamp = files[0].stat().st_mtime_ns
    # A kill in the middle of a line: what it spoke of is made again.
    with (made / "simulation.jsonl").open("a") as ledger:
        ledger.write('{"number": 7, "pa')
    seen: list[tuple[int, int]] = []
    simulate(NEGATIVES, 3, made, lambda done, total: seen.append((done, total)), workers=1)
    assert {path.name: path.read_bytes() for path in (made / "negative").iterdir()} == before
    assert files[0].stat().st_mtime_ns == stamp
    assert seen == [(3, 3)]


def test_any_number_of_processes_makes_the_same(made: Path, tmp_path: Path) -> None:
    simulate(NEGATIVES, 3, tmp_path, nothing, workers=2)
    assert (tmp_path / "manifest.csv").read_text() == (made / "manifest.csv").read_text()


@pytest.mark.parametrize("codec", ["mp3", "aac", "opus", "vorbis", None])
def test_every_file_is_the_same_bytes_again(codec: str | None) -> None:
    sound, chain = music(3.0), Chain(0.0, 3.0, codec=codec)
    assert delivered(sound, 44_100, chain) == delivered(sound, 44_100, chain)


@pytest.mark.parametrize("other", [POSITIVES, Plan(Kind.NEGATIVES, 6, Rendered())])
def test_another_simulation_in_the_same_folder_is_refused(made: Path, other: Plan) -> None:
    with pytest.raises(TrainingError, match="another simulation"):
        simulate(other, 1, made, nothing, workers=1)


@pytest.mark.parametrize("plan", [NEGATIVES, POSITIVES])
def test_a_number_gives_the_same_recording_on_every_run(plan: Plan) -> None:
    assert make(plan, 4) == make(plan, 4)
    assert make(plan, 4).data != make(plan, 5).data


def test_positives_are_called_reconstructed_and_keep_their_music_s_source(songs: Path) -> None:
    plan = Plan(Kind.POSITIVES, 3, recorded(songs / "manifest.csv"))
    items = [make(plan, number) for number in range(4)]
    assert {item.label for item in items} == {Label.RECONSTRUCTED}
    assert [item.source for item in items[:2]] == ["band (simulated decoder)", "choir (simulated decoder)"]
    assert [item.song for item in items] == ["one", "three", "one", "three"]
    assert all(item.vocals == "yes" and "Hz, bias" in item.recipe for item in items)


def test_positives_carry_their_decoder_s_lines_and_negatives_do_not(tmp_path: Path) -> None:
    def lines(plan: Plan) -> list[float]:
        paths = [tmp_path / write_one(plan, number, tmp_path)["path"] for number in range(4)]
        return [heard_in_process(path).features["comb_exact"] or 0.0 for path in paths]

    assert max(lines(POSITIVES)) > 8, "the strong ones stand out"
    assert max(lines(NEGATIVES)) < 4, "music alone leaves none"


def test_a_manifest_gives_its_recordings_by_people_alone_a_folder_all_its_sounds(
    songs: Path, tmp_path: Path
) -> None:
    assert [e.path.name for e in recorded(songs / "manifest.csv").entries] == ["0.flac", "2.flac"]
    assert len(recorded(songs).entries) == 4
    (tmp_path / "notes.txt").touch()
    with pytest.raises(TrainingError, match="no recording"):
        recorded(tmp_path)


def test_music_that_cannot_be_decoded_is_left_out_and_named(songs: Path, tmp_path: Path) -> None:
    entries = recorded(songs).entries
    plan = Plan(Kind.NEGATIVES, 1, Recorded(tuple(e for e in entries if e.path.name in {"0.flac", "3.mp3"})))
    done = simulate(plan, 2, tmp_path, nothing, workers=1)
    assert done.made == 1
    assert "3.mp3" in done.left_out[0]
    with done.manifest.open() as file:
        assert next(row["path"] for row in csv.DictReader(file)).startswith("negative/000000")
    lines = [json.loads(line) for line in (tmp_path / "simulation.jsonl").read_text().splitlines()]
    assert lines[2]["reason"]


def test_learning_and_measuring_share_no_genre() -> None:
    rng = np.random.default_rng(1)
    assert not {g.name for g in GENRES if Purpose.LEARNING.takes(measuring=g.measuring)} & {
        g.name for g in GENRES if Purpose.MEASURING.takes(measuring=g.measuring)
    }
    sources = {
        purpose: {Rendered(purpose=purpose).take(n, np.random.default_rng(n)).source for n in range(12)}
        for purpose in (Purpose.LEARNING, Purpose.MEASURING)
    }
    assert not sources[Purpose.LEARNING] & sources[Purpose.MEASURING]
    assert Rendered(purpose=Purpose.ANY).take(0, rng).song == "rendered 0"


@pytest.mark.parametrize("name", TREATMENTS)
def test_every_treatment_leaves_music(name: str) -> None:
    piece = Piece(music(6.0), 44_100, "band", "one")
    after = TREATMENTS[name](piece, np.random.default_rng(2))
    assert after.source == "band"
    assert np.isfinite(after.samples).all()
    assert after.samples.dtype == np.float32
    assert len(after.samples) / after.rate_hz == pytest.approx(6.0, rel=0.2)
    assert float(np.sqrt(np.mean(after.samples**2))) > 0.02
