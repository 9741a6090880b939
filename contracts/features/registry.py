"""Every feature by its name."""

from types import MappingProxyType

from contracts.features.audio import AUDIO_FEATURES
from contracts.features.conclusions import CONCLUSION_FEATURES, NOVELTY_OF_UPLOADS
from contracts.features.content import CONTENT_FEATURES
from contracts.features.deliveries import DELIVERY_FEATURES
from contracts.features.duplicates import DUPLICATE_FEATURES
from contracts.features.profiles import PROFILE_FEATURES
from contracts.features.spec import FeatureSpec
from contracts.features.titles import TITLE_FEATURES
from contracts.features.uploads import UPLOAD_FEATURES

FEATURES: MappingProxyType[str, FeatureSpec] = MappingProxyType(
    {
        spec.name: spec
        for spec in (
            *AUDIO_FEATURES,
            *UPLOAD_FEATURES,
            *DELIVERY_FEATURES,
            *TITLE_FEATURES,
            *PROFILE_FEATURES,
            *DUPLICATE_FEATURES,
            *CONTENT_FEATURES,
            *CONCLUSION_FEATURES,
            NOVELTY_OF_UPLOADS,
        )
    }
)
"""The whole vocabulary, in the order of the rooms that fill it."""
