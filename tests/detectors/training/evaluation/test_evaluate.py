"""Evaluations say what was measured, on how many, and how sure it is."""

import json
from pathlib import Path

import numpy as np
import pytest

from contracts.features.audio import AUDIO_FEATURES
from detectors.errors import TrainingError
from detectors.models.intervals import wilson
from detectors.models.scorer import Scorer, read_card
from detectors.training.audio_columns import LOWERS, RAISES
from detectors.training.evaluation import measure
from detectors.training.evaluation.attacks import ATTACKS, MIXED, PUBLISHED
from detectors.training.evaluation.evaluate import Options, evaluate, read_scores, write_on_card
from detectors.training.evaluation.judges import held_out
from detectors.training.evaluation.listening import HeardUnder, listen_under
from detectors.training.harvest import Row
from detectors.training.manifest import Entry, Label, read_manifests
from tests.detectors.audio.signals import encoded, music, with_lines

SOME = (PUBLISHED, "mono", MIXED)
MODELS = Path(__import__("detectors.models", fromlist=["models"]).__path__[0])


def nothing(_done: int, _total: int) -> None:
    pass


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three by machines, three by people, and one that is no sound."""
    folder = tmp_path_factory.mktemp("recordings")
    lines = ["path,label,source,vocals"]
    for number in range(6):
        sound = music(7.0, channels=1, seed=number)
        label = "human" if number % 2 else "ai"
        sound = sound if number % 2 else with_lines(sound, 100.0)
        kind = "mp3" if number < 2 else "flac"
        (folder / f"{number}.{kind}").write_bytes(encoded(sound, kind))
        lines.append(f"{number}.{kind},{label},{label} {number // 4},{'yes' if number < 3 else 'no'}")
    (folder / "6.flac").write_bytes(b"fLaC nothing")
    lines.append("6.flac,human,human 9,")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n")
    return folder / "manifest.csv"


@pytest.fixture(scope="module")
def heard(manifest: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[HeardUnder, ...]:
    cache = tmp_path_factory.mktemp("cache")
    entries = read_manifests([manifest])
    first = listen_under(entries, SOME, 6.0, cache=cache, progress=nothing, workers=1)
    kept = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    again = listen_under(entries, SOME, 6.0, cache=cache, progress=nothing, workers=1)
    assert again == first, "what was kept is what was heard"
    assert {path.name: path.stat().st_mtime_ns for path in cache.iterdir()} == kept
    return first


def test_every_recording_is_heard_under_every_attack(heard: tuple[HeardUnder, ...]) -> None:
    assert [(h.place, h.attack) for h in heard] == [(p, a) for p in range(7) for a in SOME]
    assert {h.codec for h in heard[:18]} == {"mp3", "flac"}
    assert all((h.features is None) == (h.place == 6) for h in heard)


def test_it_measures_by_attack_source_format_and_voice(manifest: Path, tmp_path: Path) -> None:
    found = evaluate(
        [manifest],
        None,
        tmp_path,
        nothing,
        options=Options(attacks=SOME, seconds=6.0, workers=1),
        others={"other": {f"{n}.{'mp3' if n < 2 else 'flac'}": float(n % 2 == 0) for n in range(6)}},
    )
    assert [a.attack for a in found.attacks] == list(SOME)
    published = found.attacks[0]
    assert (published.recall.n, published.false_alarms.n, published.abstained) == (3, 3, 1)
    assert published.auc is not None
    assert published.auc.n == 6
    assert {(g.label, g.name, g.over.n) for g in found.formats} == {
        ("ai", "mp3", 1),
        ("ai", "flac", 2),
        ("human", "mp3", 1),
        ("human", "flac", 2),
    }
    assert {(g.label, g.name) for g in found.vocals} >= {("ai", "sung"), ("human", "instrumental")}
    assert {g.name for g in found.sources if g.label == "ai"} == {"ai 0", "ai 1"}
    assert found.beside[0].auc is not None
    assert found.beside[0].auc.value == 1.0
    assert not found.held_out
    assert json.loads(found.model_dump_json())["recordings"] == {"ai": 3, "human": 4}


def test_shares_come_with_their_intervals() -> None:
    entries = tuple(
        Entry(Path(f"{n}.flac"), Label.AI if n % 2 else Label.HUMAN, f"s{n % 4}", f"s{n % 4}", str(n))
        for n in range(40)
    )
    heard = tuple(HeardUnder(n, PUBLISHED, "flac", {}) for n in range(40))
    probability = np.array([0.9 if n % 2 else 0.1 for n in range(40)])
    probability[[0, 1]] = 0.8, np.nan
    scored = measure.Scored(entries, heard, probability, 0.5)
    found = measure.under_attack(scored, PUBLISHED)
    assert (found.false_alarms.value, found.false_alarms.n) == (0.05, 20)
    assert (found.false_alarms.low, found.false_alarms.high) == wilson(1, 20)
    assert (found.recall.value, found.recall.n, found.abstained) == (1.0, 19, 1)
    assert found.auc is not None
    assert found.auc.value == 1.0
    error = measure.calibration_error(scored)
    assert error is not None
    assert 0.05 < error.value < 0.2
    (flac,) = measure.calibration_by_format(scored)
    assert (flac.name, flac.error) == ("flac", error)


def test_right_probabilities_have_an_error_by_chance_that_falls_with_their_number() -> None:
    rng = np.random.default_rng(2)
    few, many = (measure.calibration_error_by_chance(rng.random(n), seed=1) for n in (40, 4_000))
    assert 0.1 < few < 0.3
    assert 0.01 < many < 0.03
    assert measure.calibration_error_by_chance(np.ones(50), seed=1) == 0.0


def test_a_format_that_only_one_side_came_in_has_no_calibration() -> None:
    entries = tuple(
        Entry(Path(f"{n}"), Label.AI if n < 5 else Label.HUMAN, "s", "s", str(n)) for n in range(10)
    )
    heard = tuple(HeardUnder(n, PUBLISHED, "opus" if n < 2 else "mp3", {}) for n in range(10))
    scored = measure.Scored(entries, heard, np.linspace(0.9, 0.1, 10), 0.5)
    assert [group.name for group in measure.calibration_by_format(scored)] == ["mp3"]


def test_each_recording_is_judged_by_a_model_without_its_family() -> None:
    rng = np.random.default_rng(3)
    entries, rows, heard = [], [], []
    for number in range(160):
        label = Label.AI if number % 2 else Label.HUMAN
        family = f"machine {number // 2 % 4}" if number % 2 else f"people {number % 12}"
        entries.append(Entry(Path(f"{number}.flac"), label, family, family, f"song {number}"))
        strength = 8.0 if label is Label.AI else 1.0
        features: dict[str, float | None] = dict.fromkeys(spec.name for spec in AUDIO_FEATURES)
        features |= {name: float(strength + rng.normal()) for name in RAISES}
        features |= {name: float(3 - 0.2 * strength + rng.normal()) for name in LOWERS}
        rows += [Row(number, variant, features, "mp3") for variant in (0, 1)]
        heard.append(HeardUnder(number, PUBLISHED, "mp3", None if number == 5 else features))
    judge = held_out(entries, rows)
    assert len(judge.boosters) == 4
    probability = judge.probabilities(heard)
    assert np.isnan(probability[5])
    assert np.isnan(probability).sum() == 1
    truth = np.array([e.label is Label.AI for e in entries])
    known = ~np.isnan(probability)
    assert probability[known & truth].min() > probability[known & ~truth].max()
    for number, entry in enumerate(entries):
        same = [i for i, e in enumerate(entries) if e.family == entry.family]
        assert {judge.fold_of[i] for i in same} == {judge.fold_of[number]}


def test_at_most_so_many_of_each_source_spread_over_its_list(manifest: Path) -> None:
    entries = read_manifests([manifest])
    few = measure.first_of_each_source(entries, 1)
    assert len(few) == len({(e.label, e.source) for e in entries})
    assert measure.first_of_each_source(entries, None) == entries
    assert len(measure.first_of_each_source(entries, 50)) == len(entries)


def test_the_card_gets_the_figures_and_keeps_its_own(manifest: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("ai.card.json", "ai.lgb.txt"):
        (folder / name).write_bytes((MODELS / name).read_bytes())
    before = read_card("ai", folder)
    found = evaluate([manifest], folder, tmp_path, nothing, options=Options((PUBLISHED,), 6.0, workers=1))
    for _ in range(2):
        write_on_card(found, folder)
    after = Scorer.load("ai", folder).card
    added = {name for name in after.metrics if name not in before.metrics}
    assert added == {n for n in found.card_metrics() if n not in before.metrics}
    assert f"evaluated: {PUBLISHED}, AUC" in after.metrics
    assert after.model_copy(update={"metrics": {}}) == before.model_copy(update={"metrics": {}})
    changed = found.model_copy(update={"model_sha256": "0" * 64})
    with pytest.raises(TrainingError, match="another model"):
        write_on_card(changed, folder)


def test_scores_of_others_are_read_or_refused_with_a_remedy(tmp_path: Path) -> None:
    scores = tmp_path / "other.csv"
    scores.write_text("path,score\nfolder/a.mp3,0.25\n")
    assert read_scores(scores) == {"a.mp3": 0.25}
    scores.write_text("file,value\na,1\n")
    with pytest.raises(TrainingError, match=r"other\.csv"):
        read_scores(scores)


def test_attack_names_are_unique_in_reports() -> None:
    assert len(ATTACKS) == len({name.lower() for name in ATTACKS})
    assert next(iter(ATTACKS)) == PUBLISHED
