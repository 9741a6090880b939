"""What can go wrong in the detectors, each with a stable code."""

from typing import ClassVar

from runtime.errors import FatalError, PoisonError


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


class NameListError(FatalError):
    """A list of names cannot be imported as it is."""

    code: ClassVar[str] = "detectors.name_list"


class CatalogueError(FatalError):
    """A catalogue cannot be read in as it is."""

    code: ClassVar[str] = "detectors.catalogue"


class TrainingError(FatalError):
    """A model cannot be trained from what was given."""

    code: ClassVar[str] = "detectors.training"


class AudioError(PoisonError):
    """A file cannot be listened to as it is."""

    code: ClassVar[str] = "detectors.audio"


class NotAudioError(AudioError):
    """A file holds no sound in any format that Deadwax reads."""

    code: ClassVar[str] = "detectors.not_audio"


class EmptyAudioError(AudioError):
    """A file holds no byte, or not one sample."""

    code: ClassVar[str] = "detectors.empty_audio"


class DamagedAudioError(AudioError):
    """A file's sound cannot be decoded."""

    code: ClassVar[str] = "detectors.damaged_audio"


class TruncatedAudioError(AudioError):
    """A file ends before the length that it declares."""

    code: ClassVar[str] = "detectors.truncated_audio"


class AudioLimitError(AudioError):
    """A file declares or holds more than is decoded: its length, rate or number of channels."""

    code: ClassVar[str] = "detectors.audio_limit"
