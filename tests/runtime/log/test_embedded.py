"""The embedded log keeps the contract, and its own promises about processes, leases and files."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from runtime.errors import LogDamagedError, LogUnavailableError
from runtime.log.embedded import EmbeddedLog
from runtime.log.record import TopicPartition
from tests.runtime.log.contract import PARTITIONS, LogContract, Reader, append, values


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log" / "log.sqlite3"


@pytest.fixture
def log(path: Path) -> Iterator[EmbeddedLog]:
    made = EmbeddedLog(path, partitions=PARTITIONS)
    yield made
    made.close()


class TestEmbeddedLog(LogContract):
    """The contract."""


HOLDER = """
import sys, time
from pathlib import Path
from runtime.log.embedded import EmbeddedLog
consumer = EmbeddedLog(Path(sys.argv[1]), partitions=3, lease_s=float(sys.argv[2])).consumer("g", ["t"])
while len(consumer.assignment()) < 3:
    consumer.poll(0.1, 1)
print("holds", flush=True)
while True:
    consumer.poll(0.1, 1)
"""


@pytest.fixture
def holder(path: Path) -> Iterator[Callable[[float], subprocess.Popen[str]]]:
    """Starts another process that holds all partitions of ``t`` in group ``g``."""
    started: list[subprocess.Popen[str]] = []

    def start(lease_s: float) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path), str(lease_s)], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def test_the_partitions_of_a_killed_process_are_free_at_once(
    log: EmbeddedLog, holder: Callable[[float], subprocess.Popen[str]]
) -> None:
    process = holder(600)
    process.send_signal(signal.SIGKILL)
    process.wait()
    reader = Reader(log.consumer("g", ["t"]))
    started = time.monotonic()
    reader.until(lambda: len(reader.consumer.assignment()) == PARTITIONS)
    assert time.monotonic() - started < 2
    reader.consumer.close()


def test_the_partitions_of_a_process_that_hangs_are_free_when_its_lease_has_run_out(
    log: EmbeddedLog, holder: Callable[[float], subprocess.Popen[str]]
) -> None:
    process = holder(1.0)
    os.kill(process.pid, signal.SIGSTOP)
    reader = Reader(log.consumer("g", ["t"]))
    reader.until(lambda: len(reader.consumer.assignment()) == PARTITIONS)
    os.kill(process.pid, signal.SIGCONT)
    reader.until(lambda: 0 < len(reader.consumer.assignment()) < PARTITIONS)
    reader.consumer.close()


def _append_many(path: Path, name: str) -> None:
    append(EmbeddedLog(path, partitions=PARTITIONS), "t", 50, key=name)


def test_processes_that_make_the_file_and_append_at_once_lose_nothing(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_append_many, args=(path, f"process {n}")) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    consumer = EmbeddedLog(path).consumer("g", ["t"])
    reader = Reader(consumer)
    records = reader.read(200)
    for name in {record.key for record in records}:
        mine = [record for record in records if record.key == name]
        assert [record.value for record in mine] == [f"value {n:05}".encode() for n in range(50)]
    consumer.close()


def test_a_flush_writes_all_or_nothing(log: EmbeddedLog, path: Path) -> None:
    append(log, "t", 3, key="k")
    full = sqlite3.connect(path)
    full.execute(
        "CREATE TRIGGER full BEFORE INSERT ON records WHEN new.value = x'62' "
        "BEGIN SELECT RAISE(FAIL, 'disk full'); END"
    )
    full.commit()
    full.close()
    producer = log.producer()
    producer.append("t", "k", b"a", {})
    producer.append("t", "k", b"b", {})
    with pytest.raises((LogUnavailableError, LogDamagedError)):
        producer.flush(1)
    producer.append("t", "k", b"c", {})
    producer.flush(1)
    producer.close()
    reader = Reader(log.consumer("g", ["t"]))
    assert values(reader.read(4))[0] == b"c"
    assert [record.offset for record in reader.records] == [0, 1, 2, 3]
    reader.consumer.close()


def test_a_file_that_is_no_log_is_refused_with_a_remedy(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"these are not the bytes of a database" * 100)
    with pytest.raises(LogDamagedError, match="move it away"):
        EmbeddedLog(path)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE something_else (id INTEGER)")
    other.close()
    with pytest.raises(LogDamagedError, match="DEADWAX_HOME"):
        EmbeddedLog(path)


def test_a_topic_keeps_its_partitions_when_the_setting_changes(log: EmbeddedLog, path: Path) -> None:
    append(log, "t", 10, key="k")
    wider = EmbeddedLog(path, partitions=16)
    append(wider, "t", 10, start=10, key="k")
    reader = Reader(wider.consumer("g", ["t"]))
    records = reader.read(20)
    assert len({record.partition for record in records}) == 1
    assert len(reader.consumer.assignment()) == PARTITIONS
    reader.consumer.close()


def test_trimming_removes_only_what_is_old_and_done_by_every_group(log: EmbeddedLog) -> None:
    append(log, "t", 10, key="k")
    assert log.trim(older_than_s=0) == 0
    for group, done in (("fast", 10), ("slow", 4)):
        reader = Reader(log.consumer(group, ["t"]))
        place = reader.read(10)[0].place
        reader.consumer.commit({place: done})
        reader.consumer.close()
    assert log.trim(older_than_s=3600) == 0
    assert log.trim(older_than_s=0) == 4
    reader = Reader(log.consumer("new", ["t"]))
    assert [record.offset for record in reader.read(6)] == [4, 5, 6, 7, 8, 9]
    append(log, "t", 1, start=10, key="k")
    assert reader.read(1)[0].offset == 10
    reader.consumer.close()


def test_records_that_were_trimmed_before_they_were_read_are_counted(log: EmbeddedLog) -> None:
    append(log, "t", 10, key="k")
    slow = Reader(log.consumer("slow", ["t"]))
    place = slow.read(2)[0].place
    slow.consumer.commit(slow.done())
    slow.consumer.close()
    with log_file(log) as connection:
        connection.execute("DELETE FROM records WHERE offset < 7")
    again = Reader(log.consumer("slow", ["t"]))
    assert [record.offset for record in again.read(3)] == [7, 8, 9]
    assert again.consumer.expired() == {place: 5}
    assert again.consumer.expired() == {}
    again.consumer.close()


@contextmanager
def log_file(log: EmbeddedLog) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(log._path)) as connection, connection:
        yield connection


def test_an_unknown_partition_cannot_be_committed(log: EmbeddedLog) -> None:
    consumer = log.consumer("g", ["t"])
    with pytest.raises(Exception, match="no longer"):
        consumer.commit({TopicPartition("t", 99): 1})
    consumer.close()


def test_copies_are_trimmed_though_nobody_reads_them_and_others_are_not(log: EmbeddedLog) -> None:
    append(log, "copies", 3)
    append(log, "waiting", 3)
    assert log.trim(3600, ["copies"]) == 0
    assert log.trim(0, ["copies"]) == 3
    assert log.trim(0, ["copies"]) == 0
    reader = Reader(log.consumer("late", ["waiting"]))
    assert len(reader.read(3)) == 3
    reader.consumer.close()
