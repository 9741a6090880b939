"""What is unusual is told beside the evidence, with what makes it so, and only where it is rare."""

import pytest

from detectors.evidence import held_against
from detectors.models.upload_forest import upload_forest
from detectors.unusual import unusual_evidence

PLAIN = dict.fromkeys(upload_forest().columns, None)
ODD = PLAIN | {
    "label_modal_duration_share_30d": 1.0,
    "sender_modal_duration_share_30d": 1.0,
    "label_deliveries_24h": 64.0,
    "sender_deliveries_24h": 64.0,
    "sender_repeated_title_share_30d": 1.0,
    "label_repeated_title_share_30d": 1.0,
}


def test_an_ordinary_track_is_told_nothing() -> None:
    features = PLAIN | {"upload_novelty": upload_forest().novelty(PLAIN)}
    assert features["upload_novelty"] < 0.5
    assert unusual_evidence(upload_forest(), features) == ()


def test_an_odd_one_is_told_why() -> None:
    novelty = upload_forest().novelty(ODD)
    assert novelty > upload_forest().novelty(PLAIN)
    (said,) = unusual_evidence(upload_forest(), ODD | {"upload_novelty": 0.998})
    assert said.value == pytest.approx(0.998)
    assert "99.8% of honest tracks. Mostly: " in said.text


def test_it_is_held_against_nobody() -> None:
    (said,) = unusual_evidence(upload_forest(), ODD | {"upload_novelty": 1.0})
    assert held_against([said]) == ()
