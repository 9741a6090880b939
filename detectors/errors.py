"""What can go wrong in the detectors, each with a stable code."""

from typing import ClassVar

from runtime.errors import FatalError


class ModelError(FatalError):
    """A model cannot be used as it lies on disk: scoring with it would be wrong in silence."""

    code: ClassVar[str] = "detectors.model"


class ModelMissingError(ModelError):
    """A model's card or its text file is not there or cannot be read."""

    code: ClassVar[str] = "detectors.model_missing"


class ModelChangedError(ModelError):
    """A model's text file is not the one that its card describes."""

    code: ClassVar[str] = "detectors.model_changed"


class FeatureSchemaError(ModelError):
    """A model's columns are not the features of today's vocabulary, by name, unit or order."""

    code: ClassVar[str] = "detectors.feature_schema"


class TrainingError(FatalError):
    """A model cannot be trained from what was given."""

    code: ClassVar[str] = "detectors.training"
