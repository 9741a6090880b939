"""Lets the review API check deliveries with the ingest room's own check."""

from collections.abc import Sequence
from pathlib import Path

from ingest.check import CheckResult
from ingest.check import check as check_path
from ingest.errors import NothingToCheckError
from ingest.rules.severities import Severities
from review_api.schemas.check import CheckedMessage


class GateChecker:
    """Checks as the gate does, with the same severities."""

    def __init__(self, severities: Severities | None = None) -> None:
        self._severities = severities

    def check(self, path: Path) -> Sequence[CheckedMessage]:
        """The results of every message; empty where there is none."""
        folder = path if path.is_dir() else path.parent
        try:
            results = check_path(path, severities=self._severities)
        except NothingToCheckError:
            return []
        return [_told(result, folder.resolve()) for result in results]


def _told(result: CheckResult, folder: Path) -> CheckedMessage:
    shown = CheckResult(result.path.resolve().relative_to(folder), result.status, result.findings).shown_path
    return CheckedMessage(path=shown, status=result.status, findings=result.findings)
