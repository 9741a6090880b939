"""Whether a process that runs stages lives, and whether it can work."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from runtime.database.engine import reading
from runtime.telemetry.pulse import Pulse


class Health:
    """Answers the two questions of an orchestrator, each with the list of what is wrong; empty: nothing.

    A process that does not live should be restarted; one that is not ready should be waited for.
    """

    def __init__(self, pulses: Mapping[str, Pulse], engine: Engine, silent_s: float) -> None:
        self._pulses = pulses
        self._engine = engine
        self._silent_s = silent_s

    def not_alive(self) -> Sequence[str]:
        """Stages whose thread has not polled the log for longer than ``silent_s``."""
        return [
            f"the stage {name} has not polled the log for {pulse.age_s:.0f} seconds"
            for name, pulse in self._pulses.items()
            if pulse.age_s > self._silent_s
        ]

    def not_ready(self) -> Sequence[str]:
        """Whether the database answers and every stage holds partitions of its topic."""
        problems = [
            f"the stage {name} holds no partition of its topic"
            for name, pulse in self._pulses.items()
            if not pulse.is_assigned
        ]
        try:
            with reading(self._engine) as connection:
                connection.execute(select(1))
        except SQLAlchemyError as error:
            problems.append(f"the database does not answer ({type(error).__name__})")
        return problems
