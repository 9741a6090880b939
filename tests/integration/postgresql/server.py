"""A private PostgreSQL server from the binaries of this machine, gone after the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.services import absent

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # the data lives as long as the tests
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
}


def binaries() -> Path | None:
    """The folder with the newest ``initdb`` and ``postgres``; None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if folders:
        return folders[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _version(initdb: Path) -> float:
    return float(initdb.parent.parent.name)


class PrivateServer:
    """Started on a unix socket in a temporary folder; as another user where we are root."""

    def __init__(self, folder: Path) -> None:
        self._bin = folder
        self._home = Path(tempfile.mkdtemp(prefix="deadwax-pg-"))
        self._user = _unprivileged() if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self._home, self._user.pw_uid, self._user.pw_gid)
        try:
            self._run("initdb", "-D", self._data, "-U", "deadwax", "-A", "trust", "-E", "UTF8", "--no-sync")
            self.start()
        except BaseException:
            shutil.rmtree(self._home, ignore_errors=True)
            raise

    @property
    def _data(self) -> str:
        return str(self._home / "data")

    @property
    def _log(self) -> str:
        return str(self._home / "server.log")

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of ``database``."""
        return f"postgresql://deadwax@/{database}?host={self._home}"

    @property
    def pid(self) -> int:
        """The process id of the server, of which all others are children."""
        return int(Path(self._data, "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in SETTINGS.items())
        options += f" -c unix_socket_directories={self._home}"
        self._run("pg_ctl", "-D", self._data, "-l", self._log, "-w", "-t", "60", "-o", options, "start")

    def kill(self) -> None:
        """Stop at once, as a crash would."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def close(self) -> None:
        """Stop the server and remove its files."""
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = (str(self._bin / program), *arguments)
        demoted = {}
        if self._user is not None:
            demoted = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        # A file, not a pipe: the server that pg_ctl leaves behind would hold a pipe open.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command,
                cwd=self._home,
                env={**os.environ, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                check=False,
                timeout=120,
                **demoted,
            )
            if done.returncode != 0:
                said.seek(0)
                raise RuntimeError(f"{program} failed: {said.read().decode(errors='replace')}")


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no other user")


@contextmanager
def private_server() -> Iterator[PrivateServer]:
    """A server of one test's own, which may be killed; where there is no PostgreSQL the test is skipped."""
    folder = binaries()
    if folder is None:
        absent("postgresql", "no initdb was found")
    made = PrivateServer(folder)
    try:
        yield made
    finally:
        made.close()
