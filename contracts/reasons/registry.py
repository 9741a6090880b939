"""Every reason by its code."""

from types import MappingProxyType

from contracts.reasons.audio import AUDIO_REASONS
from contracts.reasons.content import CONTENT_REASONS
from contracts.reasons.disclosure import DISCLOSURE_REASONS
from contracts.reasons.duplicates import DUPLICATE_REASONS
from contracts.reasons.policy import POLICY_REASONS
from contracts.reasons.reason import Reason
from contracts.reasons.review import REVIEW_REASONS
from contracts.reasons.uploads import UPLOAD_REASONS

REASONS: MappingProxyType[str, Reason] = MappingProxyType(
    {
        reason.code: reason
        for reason in (
            *AUDIO_REASONS,
            *DISCLOSURE_REASONS,
            *UPLOAD_REASONS,
            *DUPLICATE_REASONS,
            *CONTENT_REASONS,
            *POLICY_REASONS,
            *REVIEW_REASONS,
        )
    }
)
"""The whole vocabulary of reasons."""
