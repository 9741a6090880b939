"""``deadwax scorecard`` shows the books by sender and month."""

import json

import pytest

from contracts.finding import Finding, Severity
from contracts.party import Party
from deadwax.stages.acknowledge import AcknowledgeStage
from deadwax.stages.register import RegisterStage
from deadwax.wiring import Plant
from tests.deadwax.conftest import Deadwax
from tests.deadwax.messages import acknowledgement, track

WRONG = Finding(code="DX-C01", severity=Severity.CRITICAL, observed="o", expected="e", fix="f")


@pytest.fixture
def booked(made: Plant) -> Plant:
    """Two deliveries in March 2026, one of a sender whose name plays with the terminal."""
    sender = Party(name="[bold]\u202eevil")
    stage = AcknowledgeStage(made.settings.home)
    with made.engine.begin() as connection:
        stage.apply(acknowledgement(1, findings=(WRONG,)), None, connection)
        stage.apply(acknowledgement(2, sender=sender), None, connection)
        RegisterStage().apply(track(1, findings=(WRONG,)), None, connection)
    return made


@pytest.mark.usefixtures("booked")
@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_people_get_a_table_or_lines_where_it_would_be_too_wide(
    deadwax: Deadwax, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    result = deadwax("scorecard", "--from", "2026-03", "--to", "2026-04")
    assert result.exit_code == 0
    assert "Kind Distribution" in result.stdout
    assert "DX-C01 1" in result.stdout
    assert "100.0% of 1" in result.stdout
    assert "[bold]⟨U+202E⟩evil" in result.stdout.replace("\n", "")


@pytest.mark.usefixtures("booked")
def test_programs_get_a_line_for_each_sender_and_month(deadwax: Deadwax) -> None:
    result = deadwax(
        "scorecard", "--from", "2026-3", "--to", "2026-03", "--sender", "PADPIDA0000000001X", "--json"
    )
    (line,) = result.stdout.splitlines()
    told = json.loads(line)
    assert (told["sender_id"], told["month"], told["tracks"]) == ("PADPIDA0000000001X", "2026-03", 1)
    assert told["contradictory"] == {"count": 1, "of": 1}
    assert told["fixes"] == {"fixed": 0, "open": 1, "median_hours": None}


def test_a_month_without_deliveries_is_said(deadwax: Deadwax) -> None:
    result = deadwax("scorecard", "--from", "1999-01", "--to", "1999-02")
    assert result.exit_code == 0
    assert "No deliveries from 1999-01 to 1999-02" in result.stderr
    assert "'Nobody'" in deadwax("scorecard", "--sender", "Nobody").stderr


@pytest.mark.parametrize(
    "given", [("--from", "March"), ("--from", "2026-13"), ("--from", "2026-04", "--to", "2026-03")]
)
def test_what_is_no_span_of_months_is_refused(deadwax: Deadwax, given: tuple[str, ...]) -> None:
    assert deadwax("scorecard", *given).exit_code == 2
