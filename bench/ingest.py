"""Times reading a message and holding it against every rule, next to bare lxml, on one core.

usage: python bench/ingest.py [--shared DIR] [--repeats 20] [--memory 100000]

Takes DDEX's sample messages of ERN 4.3 from the shared folder, and a boxed set that it makes of one of
them by repeating its recordings, each with an ISRC and a place on the release of its own. Two things are
timed. *Rules*: bytes to findings, which is the parser, the reader and every rule that needs the message
alone. *Tracks*: the whole of a delivery without files, which adds the carriers, the missing files and the
validated tracks and findings that go out. Times are processor time, the least of all repeats: other work
on the machine only ever adds. lxml alone is measured between the others, so that it meets the same
neighbours.

``--memory N`` reads N messages instead, each with other identifiers and names, and prints how the memory
of the process grows.
"""

import argparse
import hashlib
import io
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from lxml import etree

# As a script this file would itself be found under the name of the room that it measures.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from contracts.delivery import DeliveredFile, Delivery  # noqa: E402  # the path is set above
from ingest.ern.limits import Limits  # noqa: E402
from ingest.ern.reader import read  # noqa: E402
from ingest.reader import read_delivery  # noqa: E402
from ingest.rules.apply import findings, found_in  # noqa: E402
from ingest.rules.severities import Occasion, Severities  # noqa: E402

LONG_BYTES = 1_600_000
SHARED = Path(os.environ.get("DEADWAX_SHARED") or Path(__file__).resolve().parents[2] / "shared")
STATUS = Path("/proc/self/status")
RECORDING = re.compile(rb"<SoundRecording>.*?</SoundRecording>", re.DOTALL)
ISRC = re.compile(rb"<ISRC>[^<]*</ISRC>")
REFERENCE = re.compile(rb"<ResourceReference>[^<]*</ResourceReference>")
LIMITS, SEVERITIES, OCCASION = Limits(), Severities(), Occasion()
AT = datetime(2026, 11, 21, tzinfo=UTC)
TOLD_AT = (1_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)


def bare(data: bytes) -> int:
    """What lxml alone does."""
    return len(etree.fromstring(data))


def rules(data: bytes) -> int:
    """Parse, read, apply every rule; return how many findings there are."""
    message = read(data, LIMITS)
    return len(findings(message, found_in(message), SEVERITIES, OCCASION))


def tracks(data: bytes) -> int:
    """Read a delivery of this message without its files; return how many tracks there are."""
    digest = hashlib.sha256(data).hexdigest()
    file = DeliveredFile(name="message.xml", location="message", size=len(data), sha256=digest)

    def open_file(_: str) -> BinaryIO:
        return io.BytesIO(data)

    delivery = Delivery(delivery_id=digest, folder="", message=file, files=(), received_at=AT)
    return len(read_delivery(delivery, open_file).tracks)


JOBS: tuple[Callable[[bytes], int], ...] = (bare, rules, tracks)


def cpu_s(messages: Sequence[bytes], repeats: int) -> list[float]:
    """Processor seconds for one message and each of ``JOBS``, the least of ``repeats`` passes in turn."""
    least = [float("inf")] * len(JOBS)
    for _ in range(repeats):
        for place, job in enumerate(JOBS):
            began = time.process_time()
            for data in messages:
                job(data)
            least[place] = min(least[place], (time.process_time() - began) / len(messages))
    return least


def boxed_set(data: bytes) -> bytes:
    """``data`` with its recordings repeated, as many as make ``LONG_BYTES``, all on its first release."""
    recordings = RECORDING.findall(data)
    more: list[bytes] = []
    items: list[bytes] = []
    size = len(data)
    while size < LONG_BYTES:
        number = len(more)
        one = REFERENCE.sub(
            b"<ResourceReference>AX%d</ResourceReference>" % number, recordings[number % len(recordings)]
        )
        more.append(ISRC.sub(b"<ISRC>QZDWX%07d</ISRC>" % number, one))
        items.append(
            b"<ResourceGroupContentItem><SequenceNumber>%d</SequenceNumber>"
            b"<ReleaseResourceReference>AX%d</ReleaseResourceReference></ResourceGroupContentItem>"
            % (number, number)
        )
        size += len(more[-1]) + len(items[-1])
    longer = data.replace(b"</ResourceList>", b"".join(more) + b"</ResourceList>", 1)
    return longer.replace(b"</ResourceGroup>", b"".join(items) + b"</ResourceGroup>", 1)


def row(name: str, messages: Sequence[bytes], repeats: int) -> None:
    """One line of the table."""
    size = sum(map(len, messages)) / len(messages)
    alone, ruled, tracked = cpu_s(messages, repeats)
    print(
        f"| {name} | {len(messages)} | {size / 1000:.0f} | {alone * 1000:.2f} "
        f"| {ruled * 1000:.2f} | {ruled / alone:.1f} | {1 / ruled:.0f} "
        f"| {tracked * 1000:.2f} | {tracked / alone:.1f} | {1 / tracked:.0f} |",
        flush=True,
    )


def memory(messages: Sequence[bytes], count: int) -> None:
    """Read ``count`` messages, no two alike, and print the resident memory on the way."""
    print("| messages read | resident memory, MB | highest so far, MB |\n|---|---|---|")
    for number in range(1, count + 1):
        rules(_unlike(messages[number % len(messages)], number))
        if number in TOLD_AT or number == count:
            print(f"| {number:,} | {_status('VmRSS'):.1f} | {_status('VmHWM'):.1f} |", flush=True)


def _unlike(data: bytes, number: int) -> bytes:
    """``data`` with other identifiers, names and lengths than any other number gives it."""
    data = ISRC.sub(b"<ISRC>QZDWX%07d</ISRC>" % number, data)
    data = data.replace(b"</MessageId>", b"-%d</MessageId>" % number)
    data = data.replace(b"</FullName>", b" %d</FullName>" % number)
    return data.replace(b"<Duration>PT", b"<Duration>PT%dH" % (number % 90))


def _status(name: str) -> float:
    line = next(each for each in STATUS.read_text().splitlines() if each.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--memory", type=int, default=0)
    given = parser.parse_args()
    paths = sorted((given.shared / "ern" / "ddex-4.3").glob("*.xml"))
    if not paths:
        raise SystemExit(
            f"There are no messages in {given.shared}/ern/ddex-4.3; name the folder with --shared."
        )
    messages = [path.read_bytes() for path in paths]
    if given.memory:
        memory(messages, given.memory)
        return
    print(
        "| messages | n | KB each | lxml alone, ms | rules, ms | times | a second "
        "| tracks, ms | times | a second |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    row("DDEX samples of ERN 4.3", messages, given.repeats)
    row("a boxed set", [boxed_set(messages[0])], max(3, given.repeats // 4))


if __name__ == "__main__":
    main()
