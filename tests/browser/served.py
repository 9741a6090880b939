"""The real app behind a real server on loopback."""

import socket
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import uvicorn
from sqlalchemy import Engine

from contracts.flag import Flag
from review_api import accounts
from review_api.app import create_app
from review_api.roles import Role, Scope
from runtime.clock import SystemClock
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from runtime.settings import Settings
from runtime.workers import WorkerPool

PASSWORD = "correct horse battery"
PEOPLE = {"mara": "Mara Lind", "jonas": "Jonas Weber", "lea": "Lea Brandt"}
START_S = 20.0


@dataclass(slots=True)
class Served:
    """An app with people, a key and a page; use it as a context manager."""

    home: Path
    engine: Engine
    workers: WorkerPool
    server: uvicorn.Server
    thread: threading.Thread
    address: str
    key: str

    def hand_in(self, flag: Flag) -> str:
        """Send a flag as the pipeline does and return the id of its case."""
        answer = httpx.post(
            f"{self.address}/v1/flags",
            content=flag.model_dump_json(),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Idempotency-Key": flag.message_id,
                "Content-Type": "application/json",
            },
        )
        assert answer.status_code == 201, answer.text
        case_id: str = answer.json()["case_id"]
        return case_id

    def withdraw(self, track_id: str) -> None:
        """Say as the pipeline does that a takedown took a track away."""
        change = {"track_id": track_id, "change": "withdrawn", "how": "takedown"}
        answer = httpx.post(
            f"{self.address}/v1/track-changes",
            json={"changes": [change]},
            headers={"Authorization": f"Bearer {self.key}"},
        )
        assert answer.status_code == 200, answer.text

    def __enter__(self) -> Self:
        self.thread.start()
        until = time.monotonic() + START_S
        while not self.server.started:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.should_exit = True
        self.thread.join(START_S)
        self.workers.close()
        self.engine.dispose()


def serve(home: Path, *roots: Path) -> Served:
    """Make the app over a fresh database in ``home``, not started yet; sounds lie under ``roots``."""
    settings = Settings(home=home, object_roots=(home, *roots), workers=1)
    engine = database.create(settings.database_url)
    upgrade(engine, locations("runtime", "review_api"))
    clock = SystemClock()
    for username, name in PEOPLE.items():
        role = Role.AUDITOR if username == "lea" else Role.MODERATOR
        accounts.create_user(engine, clock, username, PASSWORD, role, name=name)
    key = accounts.create_api_key(engine, clock, "pipeline", [Scope.FLAGS_WRITE])
    workers = WorkerPool.of(settings)
    app = create_app(settings, engine, None, workers=workers)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="served", daemon=True)
    return Served(home, engine, workers, server, thread, f"http://127.0.0.1:{port}", key.secret)
