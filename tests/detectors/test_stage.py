"""The detect stage hears, counts, scores, and lets nothing stop a track."""

import wave
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import lightgbm
import numpy as np
import pytest
from sqlalchemy import Engine

from contracts.features.audio import AUDIO_FEATURES
from contracts.features.registry import FEATURES
from contracts.features.spec import FeatureSpec
from contracts.scored_track import ListeningStatus, ScoredTrack
from contracts.track import AudioFile, Track
from detectors.audio.listener import Listener
from detectors.duplicates.bands import RATE_HZ
from detectors.duplicates.index import SoundIndex
from detectors.models.card import Calibration, TrainedOn
from detectors.models.save import save
from detectors.models.scorer import Scorer
from detectors.names.lists import NameList, Use
from detectors.names.register import keep
from detectors.stage import DetectStage
from detectors.training.spam_columns import SPAM_COLUMNS
from runtime.objects import Objects, location_of, sha256_of
from runtime.settings import Settings
from runtime.workers import WorkerPool
from tests.detectors.duplicates.sounds import faster, tune
from tests.detectors.tracks import make_track

RATE = 44_100


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


@pytest.fixture(scope="module")
def workers() -> Iterator[WorkerPool]:
    pool = WorkerPool(1)
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def scorers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scorer, Scorer]:
    """Two models of random numbers: the stage is tested here, not what a model knows."""
    folder = tmp_path_factory.mktemp("models")
    for name, specs in (("ai", AUDIO_FEATURES), ("spam", SPAM_COLUMNS)):
        write_model(folder, name, specs)
    return Scorer.load("ai", folder), Scorer.load("spam", folder)


def write_model(folder: Path, name: str, specs: tuple[FeatureSpec, ...]) -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(300, len(specs)))
    names = [s.name for s in specs]
    y = (x[:, 0] + x[:, 1] > 0).astype(int)
    params = {"objective": "binary", "verbosity": -1, "num_threads": 1}
    booster = lightgbm.train(params, lightgbm.Dataset(x, y, feature_name=names), 10)
    save(
        booster,
        folder,
        name=name,
        version="test",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        specs=specs,
        calibration=Calibration(a=1.0, b=0.0),
        thresholds={"explain": 0.0, "review": 0.5, "hold": 0.9},
        objectives={},
        trained_on=TrainedOn(text="random numbers", counts={}, manifest_sha256="0" * 64),
        metrics={},
        limits=(),
    )


@pytest.fixture
def stage(tmp_path: Path, workers: WorkerPool, scorers: tuple[Scorer, Scorer]) -> DetectStage:
    listener = Listener(workers, Settings(home=tmp_path))
    return DetectStage(listener, Objects((tmp_path,)), ai=scorers[0], spam=scorers[1], version="1.2.3")


def music(folder: Path, seconds: float = 6.0) -> Path:
    """A small WAV: a chord under noise."""
    path = folder / "music.wav"
    time = np.arange(int(seconds * RATE)) / RATE
    rng = np.random.default_rng(2)
    sound = sum(np.sin(2 * np.pi * f * time) for f in (220.0, 277.2, 329.6)) * 0.15
    samples = ((sound + rng.normal(scale=0.05, size=time.size)) * 20_000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


def with_file(path: Path, **given: object) -> Track:
    file = AudioFile(name=path.name, location=location_of(path), size=1, sha256=sha256_of(path))
    return make_track(audio=(file,), duration_s=999.0, **given)


def scored(stage: DetectStage, track: Track, engine: Engine) -> ScoredTrack:
    prepared = stage.prepare(track)
    with engine.begin() as connection:
        (message,) = stage.apply(track, prepared, connection)
    assert isinstance(message, ScoredTrack)
    return message


def test_a_track_is_heard_counted_and_scored_with_its_evidence(
    stage: DetectStage, engine: Engine, tmp_path: Path
) -> None:
    message = scored(stage, with_file(music(tmp_path)), engine)
    assert message.listening.status is ListeningStatus.OK
    assert message.features["duration_s"] == pytest.approx(6.0, abs=0.05)
    assert set(message.features) == set(FEATURES)
    assert message.exhibit is not None
    assert message.exhibit.chunks, "a score that is worth reasons is worth a second pass"
    assert message.scores[0].evidence[-1].code in {"DECODER_TRACE", "DECODER_TRACE_IN_PARTS"}
    assert [(f.code, f.file) for f in message.track.findings] == [("DX-H06", "music.wav")]  # it said 999 s
    assert [s.name for s in message.scores] == ["ai", "spam"]
    for score in message.scores:
        assert score.probability is not None
        assert 0 < score.probability < 1
        assert score.evidence
        assert len(score.model_sha256) == 64
    assert message.features["ai_probability"] == message.probability("ai")
    assert message.pipeline_version == "1.2.3"


def test_a_message_survives_its_journey(stage: DetectStage, engine: Engine, tmp_path: Path) -> None:
    message = scored(stage, with_file(music(tmp_path)), engine)
    assert ScoredTrack.model_validate_json(message.model_dump_json()) == message


def test_a_missing_file_does_not_stop_the_track(stage: DetectStage, engine: Engine) -> None:
    message = scored(stage, make_track(), engine)
    assert message.listening.status is ListeningStatus.FAILED
    assert message.listening.reason == "The delivery lacks the file."
    assert message.probability("ai") is None
    assert message.scores[0].reason == "The delivery lacks the file."
    assert message.probability("spam") is not None
    assert message.features["duration_s"] == 200.0
    assert set(message.features) == set(FEATURES)


def test_a_file_that_vanished_or_is_no_sound_does_not_stop_the_track(
    stage: DetectStage, engine: Engine, tmp_path: Path
) -> None:
    text = tmp_path / "song.wav"
    text.write_text("no sound at all " * 100)
    broken = with_file(text)
    gone = with_file(music(tmp_path))
    (tmp_path / "music.wav").unlink()
    for track in (broken, gone):
        message = scored(stage, track, engine)
        assert message.listening.status is ListeningStatus.FAILED
        assert message.listening.reason
        assert message.probability("ai") is None


def test_a_file_outside_the_allowed_folders_is_not_opened(
    stage: DetectStage, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = music(tmp_path_factory.mktemp("elsewhere"))
    message = scored(stage, with_file(path), engine)
    assert message.listening.status is ListeningStatus.FAILED
    assert "outside" in (message.listening.reason or "")


def test_a_track_that_comes_twice_is_counted_and_sent_once(stage: DetectStage, engine: Engine) -> None:
    track = make_track()
    scored(stage, track, engine)
    with engine.begin() as connection:
        assert stage.apply(track, stage.prepare(track), connection) == ()
    after = scored(stage, make_track(after=timedelta(minutes=1)), engine)
    assert after.features["sender_tracks_24h"] == 1


def test_a_transaction_that_fails_leaves_the_track_to_be_counted_again(
    stage: DetectStage, engine: Engine
) -> None:
    track = make_track()
    prepared = stage.prepare(track)
    connection = engine.connect()
    transaction = connection.begin()
    stage.apply(track, prepared, connection)
    transaction.rollback()
    connection.close()
    assert scored(stage, track, engine).features["sender_tracks_24h"] == 0


def test_a_listed_name_is_told_and_changes_no_score(
    stage: DetectStage, tmp_path: Path, engine: Engine
) -> None:
    path = music(tmp_path)
    before = scored(stage, with_file(path, sender="One", display_artist="Some One"), engine)
    now = datetime(2026, 3, 1, tzinfo=UTC)
    opinion = NameList(
        "A list", Use.REPUTATION, "A forum", now + timedelta(days=90), {"Some One": ""}, "0" * 64
    )
    with engine.begin() as connection:
        keep(connection, opinion, now)
    after = scored(stage, with_file(path, sender="One", display_artist="some one"), engine)
    codes = [[e.code for s in scored_.scores for e in s.evidence] for scored_ in (before, after)]
    assert "REPUTATION_LISTED" not in codes[0]
    assert codes[1].count("REPUTATION_LISTED") == 1
    told = next(e for s in after.scores for e in s.evidence if e.code == "REPUTATION_LISTED")
    assert "A forum" in told.text
    assert (told.feature, told.contribution) == (None, None)
    assert "reputation" not in " ".join(after.features)


def test_a_copy_by_sound_is_told_with_its_evidence(
    workers: WorkerPool, scorers: tuple[Scorer, Scorer], engine: Engine, tmp_path: Path
) -> None:
    index = SoundIndex(tmp_path / "sounds")
    listener = Listener(workers, Settings(home=tmp_path))
    objects = Objects((tmp_path,))
    stage = DetectStage(listener, objects, ai=scorers[0], spam=scorers[1], version="1", sounds=index)
    first = scored(stage, with_file(tune_file(tmp_path / "one.wav", 1.0)), engine)
    assert first.features["sound_copy_share"] == 0.0
    thief = with_file(tune_file(tmp_path / "two.wav", 1.1), display_artist="Somebody", sender="Elsewhere")
    message = scored(stage, thief, engine)
    assert len(index) == 1
    assert message.features["sound_copy_share"] == pytest.approx(1.0, abs=0.15)
    assert message.features["sound_copy_speed"] == pytest.approx(1.1, abs=0.01)
    (evidence,) = [e for e in message.scores[1].evidence if e.code == "SOUND_COPY"]
    assert "sped up 10 %" in evidence.text


def tune_file(path: Path, speed: float) -> Path:
    """A tune as a WAV file, played at ``speed``."""
    samples = faster(tune(1, 24.0), speed * RATE_HZ / RATE)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 30_000).astype("<i2").tobytes())
    return path
