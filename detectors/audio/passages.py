"""From overlapping parts to the seconds that carry the trace."""

from collections.abc import Sequence
from itertools import pairwise

from contracts.evidence import ChunkScore

PRESENT = 3.0
"""From here on a part is said to carry the trace: about one in a hundred parts without it lies above."""


def passages(parts: Sequence[ChunkScore], present: float = PRESENT) -> tuple[tuple[float, float], ...]:
    """The stretches (from, to) in seconds of which every part that covers them carries the trace.

    Parts overlap: one that lies half in a passage shows its trace as well, so that the stretch which it
    shares with a part that shows nothing is not counted.
    """
    found: list[tuple[float, float]] = []
    edges = sorted({edge for part in parts for edge in (part.start_s, part.end_s)})
    for start, end in pairwise(edges):
        over = [part.z >= present for part in parts if part.start_s <= start and part.end_s >= end]
        if not over or not all(over):
            continue
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)
