"""A model is used only when it is whole, and only on the columns that it learnt."""

import json
import math
from datetime import UTC, datetime
from pathlib import Path

import lightgbm
import numpy as np
import pytest

from contracts.features.spec import FeatureSpec, Source
from detectors.errors import FeatureSchemaError, ModelChangedError, ModelMissingError
from detectors.models.card import Calibration, Metric, ModelCard, TrainedOn
from detectors.models.save import save
from detectors.models.scorer import Scorer, read_card


def spec(name: str, unit: str = "s") -> FeatureSpec:
    return FeatureSpec(name, unit, "", Source.AUDIO, "never", "X", "{value}", "{value}")


SPECS = (spec("alpha"), spec("beta", "Hz"), spec("gamma"))
VOCABULARY = {s.name: s for s in SPECS}


def train() -> lightgbm.Booster:
    rng = np.random.default_rng(7)
    x = rng.normal(size=(600, 3))
    x[rng.random(x.shape) < 0.1] = np.nan
    y = (np.nan_to_num(x[:, 0]) + 0.5 * np.nan_to_num(x[:, 1]) + rng.normal(scale=0.3, size=600) > 0).astype(
        int
    )
    data = lightgbm.Dataset(x, y, feature_name=[s.name for s in SPECS])
    params = {"objective": "binary", "verbosity": -1, "num_threads": 1, "seed": 1}
    return lightgbm.train(params, data, num_boost_round=20)


def write(folder: Path) -> ModelCard:
    return save(
        train(),
        folder,
        name="toy",
        version="1",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        specs=SPECS,
        calibration=Calibration(a=0.8, b=-0.1),
        thresholds={"explain": 0.3, "review": 0.6, "hold": 0.9},
        objectives={"review": "1 % of honest rows"},
        trained_on=TrainedOn(text="noise", counts={"rows": 600}, manifest_sha256="0" * 64),
        metrics={"auc": Metric(value=0.9, n=600, low=0.8, high=0.95)},
        limits=("only noise",),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models")
    write(path)
    return path


def load(folder: Path) -> Scorer:
    return Scorer.load("toy", folder, VOCABULARY)


def test_a_saved_model_scores_as_the_booster_that_was_saved(folder: Path) -> None:
    rows = [{"alpha": 1.0, "beta": 0.5, "gamma": -1.0}, {"alpha": -1.0, "beta": None, "gamma": 0.0}]
    matrix = np.array([[1.0, 0.5, -1.0], [-1.0, np.nan, 0.0]])
    raw = np.asarray(train().predict(matrix, raw_score=True))
    expected = 1 / (1 + np.exp(-(0.8 * raw - 0.1)))
    assert load(folder).score_batch(rows) == pytest.approx(expected, abs=1e-12)


def test_one_by_one_and_in_a_batch_are_the_same(folder: Path) -> None:
    rows = [{"alpha": a / 7, "beta": a / 3 - 1, "gamma": None} for a in range(20)]
    scorer = load(folder)
    assert [scorer.score(row) for row in rows] == scorer.score_batch(rows).tolist()


def test_the_order_of_the_mapping_and_other_features_do_not_matter(folder: Path) -> None:
    scorer = load(folder)
    row = {"alpha": 1.2, "beta": -0.7, "gamma": 0.1}
    turned = {"gamma": 0.1, "something_else": 9.0, "beta": -0.7, "alpha": 1.2}
    assert scorer.score(row) == scorer.score(turned)
    assert scorer.score(row) != scorer.score({"alpha": -0.7, "beta": 1.2, "gamma": 0.1})


@pytest.mark.parametrize("missing", [None, math.nan, math.inf, -math.inf])
def test_none_nan_and_infinity_are_all_missing(folder: Path, missing: float | None) -> None:
    scorer = load(folder)
    assert scorer.score({"alpha": missing, "beta": 0.2, "gamma": 0.3}) == scorer.score(
        {"alpha": None, "beta": 0.2, "gamma": 0.3}
    )


def test_contributions_add_up_to_the_raw_score(folder: Path) -> None:
    scorer = load(folder)
    for row in ({"alpha": 1.0, "beta": 0.5, "gamma": -1.0}, {"alpha": None, "beta": -2.0, "gamma": 0.0}):
        everything = scorer.explain_all(row)
        assert everything.raw_score == pytest.approx(scorer.raw_batch([row])[0], abs=1e-9)
        assert [c.value for c in everything.contributions] == [row[n] for n in scorer.card.features]


def test_the_strongest_reasons_come_first(folder: Path) -> None:
    reasons = load(folder).explain({"alpha": 2.5, "beta": 0.1, "gamma": 0.0}, most=2)
    assert len(reasons) == 2
    assert reasons[0].feature == "alpha"
    assert abs(reasons[0].contribution) >= abs(reasons[1].contribution)


def test_a_row_without_a_feature_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(FeatureSchemaError, match="beta"):
        load(folder).score({"alpha": 1.0, "gamma": 0.0})


def test_a_changed_model_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "toy.lgb.txt"
    path.write_bytes(path.read_bytes().replace(b"leaf_value=", b"leaf_value=1", 1))
    with pytest.raises(ModelChangedError, match=r"toy\.lgb\.txt"):
        load(tmp_path)


def test_a_changed_unit_is_refused(folder: Path) -> None:
    with pytest.raises(FeatureSchemaError, match="unit"):
        Scorer.load("toy", folder, VOCABULARY | {"beta": spec("beta", "kHz")})


def test_a_feature_that_the_vocabulary_lost_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(FeatureSchemaError, match="gamma"):
        Scorer.load("toy", folder, {k: v for k, v in VOCABULARY.items() if k != "gamma"})


def test_a_card_with_shuffled_columns_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "toy.card.json"
    card = json.loads(path.read_text())
    card["features"] = ["beta", "alpha", "gamma"]
    path.write_text(json.dumps(card))
    with pytest.raises(FeatureSchemaError, match="columns"):
        load(tmp_path)


def test_a_missing_model_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError) as caught:
        load(tmp_path)
    assert "deadwax train" in str(caught.value)


def test_a_file_that_is_no_card_is_refused(tmp_path: Path) -> None:
    (tmp_path / "toy.card.json").write_text('{"name": "toy"}')
    with pytest.raises(ModelMissingError, match="not a model card"):
        read_card("toy", tmp_path)


def test_saving_under_other_column_names_is_refused(tmp_path: Path) -> None:
    data = lightgbm.Dataset(np.zeros((40, 2)), np.arange(40) % 2, feature_name=["b", "a"])
    booster = lightgbm.train({"objective": "binary", "verbosity": -1, "num_threads": 1}, data, 1)
    with pytest.raises(FeatureSchemaError, match="columns"):
        save(
            booster,
            tmp_path,
            name="toy",
            version="1",
            created=datetime(2026, 1, 1, tzinfo=UTC),
            specs=(spec("a"), spec("b")),
            calibration=Calibration(a=1, b=0),
            thresholds={},
            objectives={},
            trained_on=TrainedOn(text="", counts={}, manifest_sha256="0" * 64),
            metrics={},
            limits=(),
        )
    assert list(tmp_path.iterdir()) == []
