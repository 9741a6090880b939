"""Says what of a track is unusual, whatever that means: it informs, and decides nothing."""

from collections.abc import Mapping

from contracts.evidence import Evidence
from contracts.features.registry import FEATURES
from detectors.models.upload_forest import UploadForest

_WORTH_SAYING = 0.995


def unusual_evidence(forest: UploadForest, features: Mapping[str, float | None]) -> tuple[Evidence, ...]:
    """One sentence where uploads, titles and names are more unusual together than 99.5 % of honest ones."""
    novelty = features.get("upload_novelty")
    if novelty is None or novelty < _WORTH_SAYING:
        return ()
    parts = [f"{FEATURES[name].meaning} ({features[name]:g})" for name in forest.unusual(features)]
    why = f" Mostly: {'; '.join(parts)}." if parts else ""
    text = FEATURES["upload_novelty"].high.format(value=novelty) + why
    return (
        Evidence(code="UNUSUAL_UPLOADS", text=text, value=novelty, unit="share", feature="upload_novelty"),
    )
