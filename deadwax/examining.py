"""Makes the examiner of delivered files from the settings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ingest.marks.anchors import read_anchors
from ingest.marks.examine import Examiner
from ingest.marks.registry import Registry
from runtime.objects import Objects
from runtime.settings import Settings
from runtime.workers import Limits, WorkerPool

CALL_S = 60
"""Seconds of CPU and of wall-clock time that the examination of one file may take."""

MakeExaminer = Callable[[Objects], Examiner]


@contextmanager
def examining(settings: Settings) -> Iterator[MakeExaminer]:
    """A maker of examiners that share worker processes of their own, half as many as there are for listening.

    Listening takes much longer than this: deliveries would wait for it in a pool that both share.
    Raises ``RegistryError`` and ``TrustAnchorsError``.
    """
    registry = Registry.load(settings.marks_path)
    anchors = read_anchors(settings.trust_anchors_path)
    limits = Limits(memory_bytes=settings.worker_memory_mb << 20, cpu_s=CALL_S, wall_s=2.0 * CALL_S)
    with WorkerPool(max(1, settings.workers // 2), limits) as workers:
        yield lambda objects: Examiner(registry, objects.open, objects.path, workers, anchors)
