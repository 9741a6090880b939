"""Scores tracks with a model that is checked before it is used."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import lightgbm
import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from contracts.features.registry import FEATURES
from contracts.features.spec import FeatureSpec
from detectors.attribution.decoders import Decoders, load
from detectors.errors import FeatureSchemaError, ModelChangedError, ModelMissingError
from detectors.models.calibration import calibrated
from detectors.models.card import ModelCard
from detectors.models.contribution import Contribution, Explanation, explanation
from detectors.models.schema import schema_sha256, specs_of

SHIPPED = Path(__file__).parent
"""The folder of the models in use."""


class Scorer:
    """A loaded model. Scoring is deterministic, runs on one thread, and is safe to share.

    ``decoders`` are those that a trace can be compared with, where the model has learnt any.
    """

    def __init__(self, card: ModelCard, booster: lightgbm.Booster, decoders: Decoders | None = None) -> None:
        self.card = card
        self.decoders = decoders
        self._booster = booster

    @classmethod
    def load(
        cls,
        name: str,
        directory: Path | None = None,
        vocabulary: Mapping[str, FeatureSpec] = FEATURES,
    ) -> "Scorer":
        """Read ``<name>.card.json`` and its model from ``directory`` (default: beside this file).

        Raises ModelMissingError, ModelChangedError where the model's SHA-256 is not the card's, and
        FeatureSchemaError where the model's columns are not the vocabulary's features. Decoders that lie
        beside it as ``<name>.decoders.json`` are read too.
        """
        folder = directory or SHIPPED
        card = read_card(name, folder)
        path = folder / card.model_file
        data = _read(path)
        digest = hashlib.sha256(data).hexdigest()
        if digest != card.model_sha256:
            raise ModelChangedError(
                f"{path}: its SHA-256 is {digest[:12]}…, its card says {card.model_sha256[:12]}….",
                remedy="Restore the file that belongs to the card, or train again: deadwax train.",
            )
        # The bytes that were hashed are the bytes that are loaded: the file is not read twice.
        booster = lightgbm.Booster(model_str=data.decode("utf-8"))
        _check_columns(card, booster, vocabulary, path)
        return cls(card, booster, load(name, folder))

    def score(self, features: Mapping[str, float | None]) -> float:
        """The calibrated probability of one track. Each feature must be there; None means missing."""
        return float(self.score_batch([features])[0])

    def score_batch(self, rows: Sequence[Mapping[str, float | None]]) -> NDArray[np.float64]:
        """Calibrated probabilities, shape (len(rows),)."""
        return calibrated(self.card.calibration, self.raw_batch(rows))

    def raw_batch(self, rows: Sequence[Mapping[str, float | None]]) -> NDArray[np.float64]:
        """Raw log-odds before calibration, shape (len(rows),)."""
        if not rows:
            return np.zeros(0)
        raw = self._booster.predict(self.matrix(rows), raw_score=True, num_threads=1)
        return np.asarray(raw, dtype=np.float64)

    def explain_all(self, features: Mapping[str, float | None]) -> Explanation:
        """Every feature's contribution to one track's raw score; about 100 times a score's cost."""
        matrix = self.matrix([features])
        row = np.asarray(self._booster.predict(matrix, pred_contrib=True, num_threads=1))[0]
        values = [None if math.isnan(v) else float(v) for v in matrix[0]]
        return explanation(self.card.features, values, row)

    def explain(self, features: Mapping[str, float | None], most: int = 5) -> tuple[Contribution, ...]:
        """The ``most`` features that moved one track's score furthest, up or down."""
        return self.explain_all(features).strongest(most)

    def matrix(self, rows: Sequence[Mapping[str, float | None]]) -> NDArray[np.float64]:
        """Rows as columns in the card's order, shape (len(rows), features); None and ±inf are NaN.

        Raises FeatureSchemaError where a row lacks a feature: a missing value is said with None.
        """
        names = self.card.features
        matrix = np.full((len(rows), len(names)), np.nan)
        for i, row in enumerate(rows):
            for j, name in enumerate(names):
                try:
                    value = row[name]
                except KeyError:
                    raise FeatureSchemaError(
                        f"{self.card.model}: a row has no feature {name}.",
                        remedy="Name every feature; a value that is missing is None.",
                    ) from None
                if value is not None and math.isfinite(value):
                    matrix[i, j] = value
        return matrix


def read_card(name: str, directory: Path | None = None) -> ModelCard:
    """Read a card alone; ModelMissingError where it is absent or not a card."""
    path = (directory or SHIPPED) / f"{name}.card.json"
    try:
        return ModelCard.model_validate_json(_read(path))
    except ValidationError as error:
        raise ModelMissingError(
            f"{path}: this is not a model card: {error.errors()[0]['msg']}.",
            remedy="Restore the card, or train again: deadwax train.",
        ) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelMissingError(
            f"{path}: cannot be read: {error.strerror}.",
            remedy="Train the model first: deadwax train.",
        ) from error


def _check_columns(
    card: ModelCard, booster: lightgbm.Booster, vocabulary: Mapping[str, FeatureSpec], path: Path
) -> None:
    if tuple(booster.feature_name()) != card.features:
        raise FeatureSchemaError(
            f"{path}: the model's columns are not those of its card.",
            remedy="Restore the pair of files, or train again: deadwax train.",
        )
    specs = specs_of(card.features, vocabulary, str(path))
    if schema_sha256(specs) != card.feature_schema_sha256:
        raise FeatureSchemaError(
            f"{path}: a feature's unit has changed since the model was trained.",
            remedy="Train the model again with today's features: deadwax train.",
        )
