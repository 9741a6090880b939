"""What the API needs of whoever checks deliveries; the wiring provides it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from review_api.schemas.check import CheckedMessage


class DeliveryChecker(Protocol):
    """Checks deliveries as the gate would, without taking them in."""

    def check(self, path: Path) -> Sequence[CheckedMessage]:
        """Check the message at ``path``, or every message in the folder at ``path``.

        The paths of the results are relative to the folder. Empty where there is no message.
        """
