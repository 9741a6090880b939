"""A real Apache Kafka broker in KRaft mode, from jars that Maven resolves; gone after the tests."""

import base64
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
JARS = HERE / "target" / "jars"
JAVA = 17
PATIENCE_S = 240.0
MEMORY = ("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")

PROPERTIES = """
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs={data}
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
num.network.threads=2
num.io.threads=2
background.threads=1
num.recovery.threads.per.data.dir=1
log.cleaner.enable=false
log.index.size.max.bytes=65536
"""

LOGGING = """
Configuration:
  Appenders:
    Console:
      name: out
      target: SYSTEM_OUT
      PatternLayout:
        pattern: "%d %p %m (%c{1})%n"
  Loggers:
    Root:
      level: WARN
      AppenderRef:
        ref: out
"""


def missing() -> str | None:
    """Why no broker can be started on this machine; None where one can."""
    java = shutil.which("java")
    if java is None:
        return f"there is no java; install a Java {JAVA} runtime or set DEADWAX_TEST_KAFKA"
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    if found is None or int(found.group(1)) < JAVA:
        return f"java is older than {JAVA}; install a newer one or set DEADWAX_TEST_KAFKA"
    if not JARS.is_dir() and shutil.which("mvn") is None:
        return "there is no mvn to fetch the broker with; install Maven or set DEADWAX_TEST_KAFKA"
    return None


def fetch_jars() -> None:
    """Let Maven resolve the broker's jars, unless they are there from an earlier run."""
    pom = HERE / "pom.xml"
    stamp = JARS / ".complete"
    if stamp.exists() and stamp.read_text() == pom.read_text():
        return
    shutil.rmtree(JARS, ignore_errors=True)
    command = ["mvn", "-B", "-q", "-f", str(pom), "dependency:copy-dependencies"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode != 0:
        raise RuntimeError(f"Maven could not resolve the broker: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    stamp.write_text(pom.read_text())


class Broker:
    """One broker on loopback. May be killed and started again; its data stays until ``close``."""

    def __init__(
        self,
        more: str = "",
        formatting: Sequence[str] = (),
        port: int | None = None,
        *,
        cluster: str | None = None,
    ) -> None:
        """``more`` properties come last and win; ``formatting`` goes to the storage tool.

        One of a ``cluster`` is not started yet: it would wait for the others.
        """
        fetch_jars()
        self._home = Path(tempfile.mkdtemp(prefix="deadwax-kafka-"))
        self._port = port or free_port()
        self._process: subprocess.Popen[bytes] | None = None
        text = PROPERTIES.format(port=self._port, controller=free_port(), data=self._home / "data")
        self._properties = self._home / "server.properties"
        self._properties.write_text(text + more)
        (self._home / "log4j2.yaml").write_text(LOGGING)
        try:
            name = cluster or cluster_id()
            tool = ("kafka.tools.StorageTool", "format", "-t", name, "-c", str(self._properties))
            self._java(*tool, *formatting)
            if cluster is None:
                self.start()
        except BaseException:
            self.close()
            raise

    @property
    def bootstrap(self) -> str:
        """``host:port`` of the broker."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        """The process id; None while it does not run."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start the broker and wait until it takes connections."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start the broker."""
        with (self._home / "broker.log").open("ab") as output:
            self._process = subprocess.Popen(
                self._command("kafka.Kafka", str(self._properties)),
                cwd=self._home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def wait(self) -> None:
        """Wait until the broker takes connections."""
        deadline = time.monotonic() + PATIENCE_S
        while not self._listens():
            if self._process is None or self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The broker did not start: {self._told()}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End the broker with SIGKILL, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """End the broker and remove its files."""
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _command(self, main: str, *arguments: str) -> list[str]:
        logging = f"-Dlog4j2.configurationFile={self._home / 'log4j2.yaml'}"
        return ["java", *MEMORY, logging, "-cp", f"{JARS}/*", main, *arguments]

    def _java(self, main: str, *arguments: str) -> None:
        done = subprocess.run(
            self._command(main, *arguments), capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )
        if done.returncode != 0:
            raise RuntimeError(f"{main} failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
        except OSError:
            return False
        return True

    def _told(self) -> str:
        return (self._home / "broker.log").read_text(errors="replace")[-3000:]


def cluster_id() -> str:
    """A random one as Kafka writes it; the storage tool takes one with a dash first for an option."""
    first, *others = uuid.uuid4().bytes
    return base64.urlsafe_b64encode(bytes([first & 0x7F, *others])).decode().rstrip("=")


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Run a broker on 127.0.0.1:9092 until stopped: ``make kafka``."""
    why = missing()
    if why is not None:
        raise SystemExit(f"No broker can be started: {why}.")
    broker = Broker(port=9092)
    try:
        sys.stdout.write(
            f"Kafka takes connections on {broker.bootstrap}. Stop with Ctrl-C; its data goes with it.\n"
        )
        sys.stdout.flush()
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    finally:
        broker.close()


if __name__ == "__main__":
    main()
