"""What can go wrong on the command line and in the wiring, each with a stable code."""

from typing import ClassVar

from runtime.errors import DeadwaxError


class DemoError(DeadwaxError):
    """The demo world cannot be built as asked."""

    code: ClassVar[str] = "deadwax.demo"


class InboxError(DeadwaxError):
    """The inbox is not a folder that can be read."""

    code: ClassVar[str] = "deadwax.inbox"


class UnknownStageError(DeadwaxError):
    """There is no stage of that name."""

    code: ClassVar[str] = "deadwax.unknown_stage"


class UsageError(DeadwaxError):
    """The command was given something that it cannot work with."""

    code: ClassVar[str] = "deadwax.usage"


class AddressError(DeadwaxError):
    """The page cannot be served on the given address."""

    code: ClassVar[str] = "deadwax.address"
