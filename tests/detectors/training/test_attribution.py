"""What is learnt of decoders is measured on sources and on decoders that were held out."""

from pathlib import Path

import numpy as np
import pytest

from detectors.attribution.decoders import Decoders
from detectors.errors import TrainingError
from detectors.training.attribution import learn
from detectors.training.decoder_kinds import FEWEST_RECORDINGS, names_of
from detectors.training.harvest import Row
from detectors.training.manifest import Entry, Label
from tests.detectors.attribution.kinds import PATTERNS, recording

EACH = 80
REVIEW = 0.7


class Judge:
    """Scores by the strength that a recording was made with."""

    class card:  # noqa: N801  stands for a scorer's card
        thresholds = {"review": REVIEW}  # noqa: RUF012  never changed

    @staticmethod
    def score_batch(rows: list[dict[str, float | None]]) -> np.ndarray:
        return np.array([0.0 if (v := row["evidence_first"]) is None else v / 2.0 for row in rows])


def heard(names: tuple[str, ...], sources: int) -> tuple[list[Entry], list[Row]]:
    rng = np.random.default_rng(5)
    entries: list[Entry] = []
    rows: list[Row] = []
    for name in names:
        for number in range(EACH):
            at = number % sources
            entries.append(
                Entry(
                    Path(f"{name}{number}"),
                    Label.AI,
                    f"{name} (one)",
                    name.lower(),
                    f"{name}{number}",
                    publisher=f"p{at}",
                )
            )
            place = len(entries) - 1
            strength = float(rng.uniform(0.8, 1.2)) if number else 0.3
            rows += [Row(place, form, recording(PATTERNS[name], rng, strength), "mp3") for form in (0, 1)]
    return entries, rows


@pytest.fixture(scope="module")
def found() -> Decoders:
    return learn(*heard(tuple(PATTERNS), 2), Judge())


def test_a_held_out_source_is_named_and_a_held_out_decoder_is_unknown(found: Decoders) -> None:
    assert [row.decoder for row in found.unseen_sources] == sorted(PATTERNS)
    for row in found.unseen_sources:
        assert row.right > row.unknown
        assert row.wrong == 0
    for row in found.unseen_decoders:
        assert (row.right, row.among, row.wrong) == (0, 0, 0)
        assert row.unknown == 2 * (EACH - 1)
    assert found.metrics["unknown, decoder held out"].value == 1.0
    assert found.metrics["right, source held out"].n == 3 * 2 * (EACH - 1)


def test_recordings_below_review_teach_nothing(found: Decoders) -> None:
    assert [kind.recordings for kind in found.kinds] == [EACH - 1] * 3
    assert found.trained_on.counts["rows"] == 3 * 2 * (EACH - 1)


def test_a_decoder_from_one_source_alone_is_not_measured_by_source() -> None:
    alone = learn(*heard(tuple(PATTERNS), 1), Judge())
    assert alone.unseen_sources == ()
    assert alone.metrics["right, source held out"].n == 0
    assert len(alone.unseen_decoders) == 3


def test_too_few_decoders_are_refused() -> None:
    with pytest.raises(TrainingError, match=f"decoders with {FEWEST_RECORDINGS} recordings"):
        learn(*heard(("Anvil",), 2), Judge())


def test_families_are_called_as_their_sources_write_them() -> None:
    entries, _ = heard(("Anvil",), 1)
    assert names_of(entries) == {"anvil": "Anvil"}
