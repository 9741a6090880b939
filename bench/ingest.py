"""Times reading a message and holding it against every rule, next to bare lxml, on one core.

usage: python bench/ingest.py [--shared DIR] [--repeats 20] [--flat 0]

Takes DDEX's sample messages of ERN 4.3 from the shared folder, and a long message that it makes of one
of them by repeating its recordings. ``--flat N`` also reads N messages and prints how memory grows.
"""

import argparse
import os
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

# As a script this file would itself be found under the name of the room that it measures.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from ingest.ern.limits import Limits  # noqa: E402  # the path is set above
from ingest.ern.reader import read  # noqa: E402
from ingest.rules.apply import findings, found_in  # noqa: E402
from ingest.rules.severities import Occasion, Severities  # noqa: E402

LONG_BYTES = 1_600_000
SHARED = Path(os.environ.get("DEADWAX_SHARED") or Path(__file__).resolve().parents[2] / "shared")
RECORDING = re.compile(rb"<SoundRecording>.*?</SoundRecording>", re.DOTALL)
LIMITS, SEVERITIES, OCCASION = Limits(), Severities(), Occasion()


def whole(data: bytes) -> int:
    """Parse, read, apply every rule; return how many findings there are."""
    message = read(data, LIMITS)
    return len(findings(message, found_in(message), SEVERITIES, OCCASION))


def bare(data: bytes) -> int:
    """What lxml alone does."""
    return len(etree.fromstring(data))


def cpu_s(job: Callable[[bytes], int], messages: Sequence[bytes], repeats: int) -> float:
    """CPU seconds of one pass over ``messages``, the median of ``repeats``."""
    passes = []
    for _ in range(repeats):
        began = time.process_time()
        for data in messages:
            job(data)
        passes.append(time.process_time() - began)
    return statistics.median(passes)


def long_message(data: bytes) -> bytes:
    """``data`` with its recordings repeated until it is as long as the largest messages are."""
    found = RECORDING.findall(data)
    block = b"".join(found)
    times = max(1, (LONG_BYTES - len(data)) // len(block))
    more = []
    for number in range(times):
        mark = f"<ResourceReference>A{number + 1}x".encode()
        more.append(re.sub(rb"<ResourceReference>A", mark, block))
    return data.replace(b"</ResourceList>", b"".join(more) + b"</ResourceList>", 1)


def flat(messages: Sequence[bytes], count: int) -> None:
    """Read ``count`` messages and print the highest memory at each tenth."""
    print("\n| messages read | highest memory, MB |\n|---|---|")
    step = max(1, count // 10)
    for number in range(1, count + 1):
        whole(messages[number % len(messages)])
        if number % step == 0:
            print(
                f"| {number} | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} |", flush=True
            )


def row(name: str, messages: Sequence[bytes], repeats: int) -> None:
    """One line of the table."""
    size = sum(map(len, messages)) / len(messages)
    lxml_s = cpu_s(bare, messages, repeats) / len(messages)
    ours_s = cpu_s(whole, messages, repeats) / len(messages)
    print(
        f"| {name} | {len(messages)} | {size / 1000:.0f} | {lxml_s * 1000:.2f} | {ours_s * 1000:.2f} "
        f"| {ours_s / lxml_s:.1f} | {1 / ours_s:.0f} |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--flat", type=int, default=0)
    given = parser.parse_args()
    paths = sorted((given.shared / "ern" / "ddex-4.3").glob("*.xml"))
    if not paths:
        raise SystemExit(
            f"There are no messages in {given.shared}/ern/ddex-4.3; name the folder with --shared."
        )
    messages = [path.read_bytes() for path in paths]
    print("| messages | n | KB each | lxml alone, ms | Deadwax, ms | times | messages a second |")
    print("|---|---|---|---|---|---|---|")
    row("DDEX samples of ERN 4.3", messages, given.repeats)
    row("one long message", [long_message(messages[0])], given.repeats)
    if given.flat:
        flat(messages, given.flat)


if __name__ == "__main__":
    main()
