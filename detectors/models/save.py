"""Writes a trained model and its card side by side."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import lightgbm

from contracts.features.spec import FeatureSpec
from detectors.errors import FeatureSchemaError
from detectors.models.card import Calibration, Metric, ModelCard, Reached, TrainedOn
from detectors.models.schema import schema_sha256


def save(
    booster: lightgbm.Booster,
    directory: Path,
    *,
    name: str,
    version: str,
    created: datetime,
    specs: Sequence[FeatureSpec],
    calibration: Calibration,
    thresholds: Mapping[str, float],
    objectives: Mapping[str, str],
    trained_on: TrainedOn,
    metrics: Mapping[str, Metric],
    limits: Sequence[str],
    people: Sequence[float] = (),
    reached: Mapping[str, Reached] | None = None,
) -> ModelCard:
    """Write ``<name>.lgb.txt`` and then ``<name>.card.json`` into ``directory``; returns the card.

    ``specs`` are the booster's columns in order; FeatureSchemaError where the booster's own column
    names differ, since LightGBM accepts shuffled columns in silence.
    """
    names = tuple(spec.name for spec in specs)
    if tuple(booster.feature_name()) != names:
        raise FeatureSchemaError(
            f"{name}: the booster's columns are not the given features in the given order.",
            remedy="Pass feature_name=[…] to the lightgbm.Dataset that it is trained on.",
        )
    text = booster.model_to_string().encode("utf-8")
    card = ModelCard(
        name=name,
        version=version,
        created=created,
        model_file=f"{name}.lgb.txt",
        model_sha256=hashlib.sha256(text).hexdigest(),
        features=names,
        feature_schema_sha256=schema_sha256(specs),
        calibration=calibration,
        thresholds=dict(thresholds),
        objectives=dict(objectives),
        reached=dict(reached or {}),
        trained_on=trained_on,
        metrics=dict(metrics),
        limits=tuple(limits),
        people=tuple(round(p, 6) for p in sorted(people)),
    )
    directory.mkdir(parents=True, exist_ok=True)
    replace_file(directory / card.model_file, text)
    write_card(card, directory)
    return card


def write_card(card: ModelCard, directory: Path) -> None:
    """Write ``<name>.card.json`` alone, as when a model was measured anew."""
    replace_file(
        directory / f"{card.name}.card.json", (card.model_dump_json(indent=2) + "\n").encode("utf-8")
    )


def replace_file(path: Path, data: bytes) -> None:
    """Write beside and rename: a reader sees the old file or the new one, never half of one."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
