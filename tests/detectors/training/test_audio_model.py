"""The AI model: fitted anew for every fold, monotone, calibrated, with thresholds that mean what they say."""

from pathlib import Path

import numpy as np
import pytest

from contracts.features.audio import AUDIO_FEATURES
from detectors.errors import TrainingError
from detectors.models.scorer import Scorer
from detectors.training.audio_columns import AUDIO_COLUMNS, LOWERS, RAISES
from detectors.training.audio_model import thresholds_of, train, train_ai
from detectors.training.audio_rows import Table, out_of_fold, table, weights
from detectors.training.folds import leave_family_out
from detectors.training.harvest import Row
from detectors.training.manifest import Entry, Label
from tests.detectors.audio.signals import encoded, music, with_lines

FAMILIES = ("one", "two", "three", "four")
Features = dict[str, float | None]


def made(strength: float, rng: np.random.Generator) -> Features:
    """Features as a trace of this strength leaves them."""
    values: Features = dict.fromkeys(spec.name for spec in AUDIO_FEATURES)
    for name in RAISES:
        values[name] = float(strength + rng.normal(0, 1))
    for name in LOWERS:
        values[name] = float(3.0 - 0.2 * strength + rng.normal(0, 0.5))
    return values


@pytest.fixture(scope="module")
def corpus() -> tuple[tuple[Entry, ...], Table]:
    rng = np.random.default_rng(3)
    entries, rows = [], []
    for number in range(400):
        label = Label.AI if number % 2 else Label.HUMAN
        family = FAMILIES[number // 2 % 4] if number % 2 else f"people {number % 14}"
        entries.append(Entry(Path(f"{number}.flac"), label, family, family, f"song {number}"))
        strength = rng.normal(8, 2) if label is Label.AI else rng.normal(1, 1.5)
        rows += [Row(number, variant, made(strength, rng), "mp3") for variant in (0, 1)]
    return tuple(entries), table(entries, rows)


@pytest.fixture(scope="module")
def model(corpus: tuple[tuple[Entry, ...], Table], tmp_path_factory: pytest.TempPathFactory) -> Scorer:
    folder = tmp_path_factory.mktemp("model")
    train(*corpus, folder)
    return Scorer.load("ai", folder)


def test_it_tells_a_trace_from_none(model: Scorer) -> None:
    rng = np.random.default_rng(9)
    assert model.score(made(9.0, rng)) > model.card.thresholds["review"]
    assert model.score(made(1.0, rng)) < model.card.thresholds["explain"]


def test_a_stronger_trace_never_lowers_the_score(model: Scorer) -> None:
    rng = np.random.default_rng(4)
    for name, sign in [(n, 1) for n in RAISES] + [(n, -1) for n in LOWERS]:
        base = made(4.0, rng)
        scores = model.raw_batch([base | {name: float(v)} for v in np.linspace(-5, 20, 60)])
        assert (sign * np.diff(scores) >= -1e-9).all(), name


def test_the_card_says_what_was_learnt_and_how_well(model: Scorer) -> None:
    card = model.card
    assert card.features == tuple(spec.name for spec in AUDIO_COLUMNS)
    assert card.thresholds["explain"] <= card.thresholds["review"] <= card.thresholds["hold"]
    assert set(card.objectives) == set(card.thresholds)
    assert card.trained_on.counts["recordings"] == 400
    assert card.trained_on.counts["families of generators"] == 4
    assert card.reached["hold"].objective.endswith("\u2264 0.1 %, upper bound")
    assert (card.reached["hold"].n, card.reached["hold"].shown) == (200, False), "200 are too few to show it"
    assert {name: found.threshold for name, found in card.reached.items()} == card.thresholds
    auc = card.metrics["auc_as_published"]
    assert auc.n == 400
    assert auc.low is not None
    assert auc.high is not None
    assert 0.9 < auc.low <= auc.value <= auc.high <= 1.0
    assert card.limits


def test_no_column_gives_the_file_s_form_away() -> None:
    names = " ".join(spec.name for spec in AUDIO_COLUMNS)
    for property_of_the_file in ("rate", "codec", "bit", "channel", "duration", "cutoff", "level", "side"):
        assert property_of_the_file not in names


def test_the_held_out_rows_never_shape_their_own_scores(corpus: tuple[tuple[Entry, ...], Table]) -> None:
    entries, data = corpus
    folds = leave_family_out(entries)
    before = out_of_fold(data, folds, seed=1, rounds=30)
    assert not np.isnan(before).any()
    inside = np.isin(data.place, folds[0].held_out)
    # Other values of held-out rows change no score of another held-out row.
    changed = data.matrix.copy()
    first = np.flatnonzero(inside)[0]
    changed[first] = 99.0
    other = Table(data.entries, changed, data.place, data.variant, data.codec)
    after = out_of_fold(other, folds[:1], seed=1, rounds=30)
    rest = inside.copy()
    rest[first] = False
    np.testing.assert_array_equal(after[rest], before[rest])


def test_rendered_music_is_learnt_from_and_reported_apart(
    corpus: tuple[tuple[Entry, ...], Table], tmp_path: Path
) -> None:
    entries, data = corpus
    rng = np.random.default_rng(6)
    made_up = tuple(
        Entry(Path(f"r{n}.flac"), Label.HUMAN, f"rendered by players ({n % 3})", "rendered", f"rendered {n}")
        for n in range(30)
    )
    both = Table(
        (*entries, *made_up),
        np.vstack([data.matrix, rng.normal(5.0, 3.0, (30, data.matrix.shape[1]))]),
        np.append(data.place, len(entries) + np.arange(30)),
        np.append(data.variant, np.zeros(30, dtype=np.int64)),
        (*data.codec, *["mp3"] * 30),
    )
    assert both.rendered.sum() == 30
    assert not (both.judged & both.rendered).any()
    assert not (both.people & both.rendered).any()
    card = train(both.entries, both, tmp_path)
    assert card.metrics["auc_as_published"].n == 400
    assert card.metrics["false_alarms_at_review_rendered"].n == 30


def test_classes_weigh_the_same_and_large_families_less_each(corpus: tuple[tuple[Entry, ...], Table]) -> None:
    _, data = corpus
    everything = np.ones(data.n, dtype=bool)
    w = weights(data, everything)
    assert w[data.trace == 1].sum() == pytest.approx(w[data.trace == 0].sum())
    assert w.mean() == pytest.approx(1.0)


def test_thresholds_let_no_more_people_over_than_they_promise() -> None:
    people = np.random.default_rng(2).uniform(0, 1, 1000) ** 0.2
    thresholds = thresholds_of(people)
    assert (people >= thresholds["review"]).sum() <= 10
    assert (people >= thresholds["hold"]).sum() <= 2
    assert thresholds_of(np.full(100, 0.01))["review"] == 0.5


def test_one_kind_of_recording_is_not_enough(tmp_path: Path) -> None:
    entries = (Entry(Path("a"), Label.AI, "x", "x", "1"), Entry(Path("b"), Label.AI, "y", "y", "2"))
    rows = [Row(i, 0, made(5.0, np.random.default_rng(i)), None) for i in range(2)]
    with pytest.raises(TrainingError, match="both kinds"):
        train(entries, table(entries, rows), tmp_path)


def test_it_trains_from_manifests_of_real_files_and_keeps_what_it_heard(tmp_path: Path) -> None:
    lines = ["path,label,source"]
    for number in range(6):
        sound = music(6.0, channels=1, seed=number)
        label = "human" if number % 2 else "ai"
        sound = sound if number % 2 else with_lines(sound, 100.0)
        (tmp_path / f"{number}.flac").write_bytes(encoded(sound, "flac"))
        lines.append(f"{number}.flac,{label},{label} {number}")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("\n".join(lines) + "\n")
    seen: list[tuple[int, int]] = []
    cards = [
        train_ai(
            [manifest], tmp_path / "out", tmp_path / "kept", lambda d, n: seen.append((d, n)), variants=2
        )
        for _ in range(2)
    ]
    assert cards[0].model_sha256 == cards[1].model_sha256
    assert cards[0].trained_on.counts["rows"] == 18
    assert cards[0].metrics["auc_as_published"].n == cards[0].metrics["auc_at_another_speed"].n == 6
    assert (6, 6) in seen
    assert len(list((tmp_path / "kept").iterdir())) == 6
