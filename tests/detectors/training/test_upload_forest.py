"""The isolation forest at run time is scikit-learn's, and says how unusual an upload is among honest ones."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import IsolationForest

from contracts.features.conclusions import NOVELTY_OF_UPLOADS
from detectors.errors import FeatureSchemaError, ModelMissingError
from detectors.models.upload_forest import UploadForest, upload_forest
from detectors.training import upload_forest as training
from detectors.training.spam_columns import LEFT_OUT, SPAM_COLUMNS
from detectors.training.spam_rows import Rows
from detectors.training.upload_forest import grown, novelties, unusual_by_kind

NAMES = [spec.name for spec in SPAM_COLUMNS]
N, FAR = 1200, 40


def made(n: int = N) -> Rows:
    """Honest rows of 60 senders around 0 with holes, and at the end 20 spam rows far out in 40 columns."""
    rng = np.random.default_rng(4)
    x = rng.normal(size=(n + 20, len(NAMES)))
    x[rng.random(x.shape) < 0.1] = np.nan
    x[n:, :FAR] = 400.0
    spam = np.r_[np.zeros(n), np.ones(20)]
    return Rows(
        x=x,
        spam=spam,
        kind=np.where(spam > 0, "odd", "plain").astype(np.str_),
        sender=np.r_[np.arange(n) % 60, np.full(20, 60)].astype(np.int64),
        digest="",
        traits=((),) * (n + 20),
        at=np.zeros(n + 20),
        place=np.zeros(n + 20, dtype=np.int64),
        size=np.ones(n + 20, dtype=np.int64),
    )


@pytest.fixture(scope="module")
def rows() -> Rows:
    return made()


@pytest.fixture(scope="module")
def forest(rows: Rows) -> UploadForest:
    return grown(rows, 1)


def test_it_scores_as_scikit_learn_does(monkeypatch: pytest.MonkeyPatch, rows: Rows) -> None:
    kept: list[IsolationForest] = []

    class Kept(IsolationForest):  # type: ignore[misc]
        def fit(self, *args: object, **given: object) -> IsolationForest:
            kept.append(self)
            return super().fit(*args, **given)

    monkeypatch.setattr(training, "IsolationForest", Kept)
    ours = grown(rows, 1)
    sample = np.random.default_rng(9).normal(size=(300, len(NAMES))).astype(np.float32)
    assert ours.isolation(sample) == pytest.approx(-kept[0].score_samples(sample), abs=1e-6)


def test_novelty_is_the_share_of_unseen_honest_tracks_that_are_less_unusual(
    forest: UploadForest, rows: Rows
) -> None:
    honest = novelties(forest, rows)[rows.spam == 0]
    assert np.mean(honest >= 0.9) == pytest.approx(0.1, abs=0.05)
    assert novelties(forest, rows)[-20:].min() > 0.99
    assert unusual_by_kind(forest, rows)["unusual.odd"].value == 1.0


def test_one_row_is_scored_like_many_and_the_odd_features_are_named(forest: UploadForest, rows: Rows) -> None:
    odd = dict(zip(NAMES, [None if np.isnan(v) else float(v) for v in rows.x[-1]], strict=True))
    assert forest.novelty(odd) == novelties(forest, rows)[-1]
    assert len(forest.unusual(odd)) == 3
    assert set(forest.unusual(odd)) <= set(NAMES[:FAR])


def test_what_is_not_known_is_not_unusual(forest: UploadForest) -> None:
    nothing: dict[str, float | None] = dict.fromkeys(NAMES, None)
    assert forest.novelty(nothing) < 0.1
    assert forest.unusual(nothing) == ()


def test_a_feature_that_is_lacking_is_named(forest: UploadForest) -> None:
    with pytest.raises(FeatureSchemaError, match=NAMES[0]):
        forest.novelty({})


def test_it_survives_its_file(forest: UploadForest, rows: Rows, tmp_path: Path) -> None:
    forest.save(tmp_path / "f.npz")
    assert (novelties(UploadForest.load(tmp_path / "f.npz"), rows) == novelties(forest, rows)).all()
    (tmp_path / "f.npz").write_bytes(b"no forest")
    with pytest.raises(ModelMissingError, match=r"f\.npz"):
        UploadForest.load(tmp_path / "f.npz")


def test_the_committed_forest_has_the_models_columns_and_no_model_sees_what_it_says() -> None:
    assert upload_forest().columns == tuple(NAMES)
    assert NOVELTY_OF_UPLOADS.name not in NAMES
    assert NOVELTY_OF_UPLOADS.name not in LEFT_OUT
