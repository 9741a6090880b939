"""Decided cases become training rows, and the card says what they cannot teach."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from detectors.errors import TrainingError
from detectors.training.labels import (
    HONEST_KIND,
    SPAM_KIND,
    Labelled,
    labelled_rows,
    read_labels,
    write_labels,
)
from detectors.training.spam_columns import SPAM_COLUMNS
from detectors.training.spam_model import _bias
from detectors.training.spam_rows import arrays


def labelled(number: int, *, spam: bool) -> Labelled:
    return Labelled(
        case_id=f"case-{number}",
        decided_at=datetime(2026, 3, 2, tzinfo=UTC),
        outcome="remove" if spam else "clear",
        reason_code="RV_MASS_UPLOAD" if spam else "RV_NOT_SPAM",
        spam=spam,
        sender=f"sender {number % 2}",
        score_spam=0.8,
        features={"sender_tracks_24h": 40.0, "gone_feature": 1.0},
    )


def test_cases_survive_the_file(tmp_path: Path) -> None:
    cases = [labelled(n, spam=n % 3 == 0) for n in range(7)]
    assert write_labels(tmp_path / "l.jsonl", cases) == (7, 3)
    assert read_labels(tmp_path / "l.jsonl") == tuple(cases)


def test_rows_have_the_columns_of_today_and_keep_senders_together() -> None:
    rows = arrays(labelled_rows([labelled(n, spam=n == 0) for n in range(4)]))
    assert rows.x.shape == (4, len(SPAM_COLUMNS))
    column = [spec.name for spec in SPAM_COLUMNS].index("sender_tracks_24h")
    assert set(rows.x[:, column]) == {40.0}
    assert rows.kind.tolist() == [SPAM_KIND, HONEST_KIND, HONEST_KIND, HONEST_KIND]
    assert len(set(rows.sender.tolist())) == 2


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    path.write_text(labelled(1, spam=True).model_dump_json() + "\n{}\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="line 2"):
        read_labels(path)
    with pytest.raises(TrainingError, match="absent"):
        read_labels(tmp_path / "absent.jsonl")


def test_the_card_says_that_all_were_flagged() -> None:
    (limit,) = _bias([labelled(n, spam=n == 0) for n in range(4)])
    assert "4 decided cases (1 spam)" in limit
    assert "had been flagged" in limit
    assert _bias(()) == ()
