"""Lets the review API check deliveries with the ingest room's own check."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from deadwax.examining import examining
from deadwax.gate import gate_of
from deadwax.wiring import Plant
from ingest.check import CheckResult, check
from ingest.errors import NothingToCheckError
from review_api.schemas.check import CheckedMessage

Check = Callable[[Path], Sequence[CheckResult]]
"""Checks a path as the gate does, with the contracts of its senders."""


class GateChecker:
    """Gives what ``check`` finds in the API's words."""

    def __init__(self, check: Check = check) -> None:
        self._check = check

    def check(self, path: Path) -> Sequence[CheckedMessage]:
        """The results of every message; empty where there is none."""
        folder = path if path.is_dir() else path.parent
        try:
            results = self._check(path)
        except NothingToCheckError:
            return []
        return [_told(result, folder.resolve()) for result in results]


def checker_of(plant: Plant) -> GateChecker:
    """Checks as the plant's own gate; the worker process that it needs ends with the plant."""
    make = plant.closing.enter_context(examining(plant.settings))
    return GateChecker(partial(gate_of(plant.settings).check, make_examiner=make))


def _told(result: CheckResult, folder: Path) -> CheckedMessage:
    shown = CheckResult(result.path.resolve().relative_to(folder), result.status, result.findings).shown_path
    return CheckedMessage(path=shown, status=result.status, findings=result.findings)
