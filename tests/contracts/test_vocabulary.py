"""The vocabularies are whole: every name once, every reason there, every sentence sayable."""

import string

import pytest

from contracts.features.audio import AUDIO_FEATURES
from contracts.features.conclusions import CONCLUSION_FEATURES, NOVELTY_OF_UPLOADS
from contracts.features.content import CONTENT_FEATURES
from contracts.features.deliveries import DELIVERY_FEATURES
from contracts.features.duplicates import DUPLICATE_FEATURES
from contracts.features.profiles import PROFILE_FEATURES
from contracts.features.registry import FEATURES
from contracts.features.spec import FeatureSpec
from contracts.features.titles import TITLE_FEATURES
from contracts.features.uploads import UPLOAD_FEATURES
from contracts.reasons.audio import AUDIO_REASONS
from contracts.reasons.content import CONTENT_REASONS
from contracts.reasons.disclosure import DISCLOSURE_REASONS
from contracts.reasons.duplicates import DUPLICATE_REASONS
from contracts.reasons.policy import POLICY_REASONS
from contracts.reasons.registry import REASONS
from contracts.reasons.review import REVIEW_REASONS
from contracts.reasons.uploads import UPLOAD_REASONS

SPECS = (
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
ALL_REASONS = (
    *AUDIO_REASONS,
    *DISCLOSURE_REASONS,
    *UPLOAD_REASONS,
    *DUPLICATE_REASONS,
    *CONTENT_REASONS,
    *POLICY_REASONS,
    *REVIEW_REASONS,
)


def test_no_feature_name_is_used_twice() -> None:
    assert len(FEATURES) == len(SPECS)


def test_no_reason_code_is_used_twice() -> None:
    assert len(REASONS) == len(ALL_REASONS)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_a_feature_can_be_said(spec: FeatureSpec) -> None:
    assert spec.reason in REASONS
    assert spec.name.isidentifier()
    for sentence in (spec.high, spec.low):
        fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
        assert fields <= {"value"}
        for value in (0.0, 1.0, -3.5, 123_456.789):
            said = sentence.format(value=value)
            assert said.endswith((".", ")"))
            assert "{" not in said
    assert spec.unit
    assert spec.meaning
    assert spec.missing


def test_reasons_have_words() -> None:
    for reason in ALL_REASONS:
        assert reason.title
        assert len(reason.explanation) > 20
