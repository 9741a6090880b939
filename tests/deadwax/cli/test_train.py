from pathlib import Path

import pytest

from deadwax.cli.train import _show
from detectors.models.scorer import SHIPPED, read_card
from tests.deadwax.conftest import Deadwax


def test_a_manifest_that_is_not_there_is_an_error_that_names_it(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax("train", "ai", tmp_path / "none.csv", "--output", tmp_path)
    assert result.exit_code == 3
    assert "none.csv" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_training_on_nothing_is_wrong_usage(deadwax: Deadwax) -> None:
    assert deadwax("train", "spam", "--worlds", "0").exit_code == 2
    assert deadwax("train", "ai").exit_code == 2


@pytest.mark.parametrize("name", ["ai", "spam"])
def test_a_card_is_shown_with_its_numbers_its_intervals_and_its_limits(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    card = read_card(name, SHIPPED)
    _show(card, as_json=False)
    shown = " ".join(capsys.readouterr().out.split())
    assert card.model_sha256 in shown
    assert " ".join(card.limits[0].split()) in shown
    assert "95 % interval" in shown
