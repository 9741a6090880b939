"""What a stage is."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from contracts.message import Message
from contracts.topics import Topic

M = TypeVar("M", bound=Message)
P = TypeVar("P")


class Stage(Protocol[M, P]):
    """Turns one message into others, in two steps that the runner drives.

    Messages may come more than once; the runner applies each ``message_id`` once.
    """

    @property
    def name(self) -> str:
        """The stage's name; its consumer group is ``deadwax.<name>``."""

    @property
    def source(self) -> Topic[M]:
        """The topic that the stage reads."""

    def prepare(self, message: M) -> P:
        """Do the slow work: read files, decode audio, call services. No database.

        Runs for several messages at once, on several threads, in any order, and again after an
        error or a crash. May raise ``RetryableError``, ``PoisonError`` or ``FatalError``.
        """

    def apply(self, message: M, prepared: P, connection: Connection) -> Sequence[Message]:
        """Write the effect, fast, and return the outgoing messages.

        Runs on one thread inside a transaction that the runner commits together with the outgoing
        messages, in the order of the partition. Must not commit, nor touch anything but
        ``connection``. May raise like :meth:`prepare`; nothing that it wrote remains then.
        """


def group_of(stage_name: str) -> str:
    """The consumer group of the stage called ``stage_name``."""
    return f"deadwax.{stage_name}"
