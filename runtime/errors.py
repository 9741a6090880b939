"""The errors that every room derives its own from, and those of the runtime itself.

How a stage's error ends is decided by its family: a :class:`RetryableError` is tried again a bounded
number of times with growing pauses (an :class:`UnavailableError` without a bound), a
:class:`PoisonError` goes to the dead letters at once with the message's bytes, a :class:`FatalError`
stops the process before anything is committed.
"""

from typing import ClassVar


class DeadwaxError(Exception):
    """Something went wrong that Deadwax can name.

    ``code`` is stable and may be matched by programs. ``str(error)`` names the place and, where one
    is known, the remedy. Errors survive pickling, so that worker processes may raise them.
    """

    code: ClassVar[str] = "deadwax"

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy

    @property
    def message(self) -> str:
        """What went wrong, without the remedy."""
        return str(self.args[0])

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class RetryableError(DeadwaxError):
    """May go away by itself: tried again with growing pauses, then a dead letter."""

    code: ClassVar[str] = "retryable"


class UnavailableError(RetryableError):
    """What every message needs is away: tried again for as long as it takes, never a dead letter."""

    code: ClassVar[str] = "unavailable"


class PoisonError(DeadwaxError):
    """Will fail again however often it is tried: straight to the dead letters."""

    code: ClassVar[str] = "poison"


class FatalError(DeadwaxError):
    """The process cannot go on; it stops without committing the message in hand."""

    code: ClassVar[str] = "fatal"


class SettingsError(FatalError):
    """An environment variable holds a value that is not usable."""

    code: ClassVar[str] = "runtime.settings"


class UnreadableMessageError(PoisonError):
    """A record's bytes are no message of the type that its topic carries."""

    code: ClassVar[str] = "runtime.unreadable_message"


class NewerSchemaError(PoisonError):
    """A record was written by a newer Deadwax, in a schema that this one would misread."""

    code: ClassVar[str] = "runtime.newer_schema"


class UnexpectedError(PoisonError):
    """A stage raised an error that it does not name: a defect in Deadwax."""

    code: ClassVar[str] = "runtime.unexpected"


class LogUnavailableError(RetryableError):
    """The log could not be read or written just now."""

    code: ClassVar[str] = "runtime.log_unavailable"


class LogRefusedError(FatalError):
    """The log refused what was asked, for want of rights or for a setting; asking again is no use."""

    code: ClassVar[str] = "runtime.log_refused"


class RecordTooLargeError(PoisonError):
    """A record is larger than the log accepts."""

    code: ClassVar[str] = "runtime.record_too_large"


class PartitionLostError(RetryableError):
    """A commit was refused because the partition belongs to another consumer by now."""

    code: ClassVar[str] = "runtime.partition_lost"


class LogDamagedError(FatalError):
    """The log's file is not a Deadwax log, or of another layout."""

    code: ClassVar[str] = "runtime.log_damaged"


class DatabaseUnavailableError(FatalError):
    """The database cannot be reached or used, or failed again and again; nothing can be committed."""

    code: ClassVar[str] = "runtime.database_unavailable"


class DatabaseUrlError(FatalError):
    """The database URL names no database that Deadwax works with."""

    code: ClassVar[str] = "runtime.database_url"


class DatabaseLayoutError(FatalError):
    """The database holds a layout that this Deadwax does not know."""

    code: ClassVar[str] = "runtime.database_layout"


class TooManyDeadLettersError(FatalError):
    """So many messages in a row failed that the stage itself is likely at fault."""

    code: ClassVar[str] = "runtime.too_many_dead_letters"


class StageStuckError(FatalError):
    """The work in hand did not end within the time given for a graceful stop."""

    code: ClassVar[str] = "runtime.stage_stuck"


class ForbiddenLocationError(PoisonError):
    """A location lies outside the allowed folders, or leads out of them."""

    code: ClassVar[str] = "runtime.forbidden_location"


class MissingObjectError(PoisonError):
    """There is no file at a location."""

    code: ClassVar[str] = "runtime.missing_object"


class UnknownDeadLetterError(DeadwaxError):
    """No open dead letter has the given id."""

    code: ClassVar[str] = "runtime.unknown_dead_letter"


class NaiveDatetimeError(DeadwaxError):
    """A datetime without a time zone was to be stored."""

    code: ClassVar[str] = "runtime.naive_datetime"
