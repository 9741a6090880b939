"""The answer to the sender stays of a size that a log takes, and says so."""

from contracts.finding import Finding, Severity
from ingest.acknowledgements import shortened


def finding(code: str, number: int) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, observed=f"{number}.", expected="e", fix="f")


def test_few_findings_are_all_told() -> None:
    told = [finding("DX-I02", number) for number in range(5)]
    assert shortened(told, most=5) == told


def test_many_of_one_code_are_counted_and_others_kept() -> None:
    told = [finding("DX-I02", number) for number in range(7)] + [finding("DX-H01", 0)]
    short = shortened(told, most=3)
    assert [each.code for each in short] == ["DX-I02"] * 3 + ["DX-H01"]
    assert short[2].observed == "2. There are 4 more like this."
