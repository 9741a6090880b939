"""H03, H05: covers that are not what their name says."""

from collections.abc import Callable

import pytest

from contracts.delivery import Delivery
from contracts.finding import Finding
from ingest.marks.examine import Examiner
from ingest.marks.registry import Registry
from ingest.reader import read_delivery
from runtime.objects import Objects
from runtime.workers import WorkerPool
from tests.ingest.messages import Song, ern4

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
Told = Callable[[str, bytes], dict[str, Finding]]


@pytest.fixture
def told(deliver: Callable[..., Delivery], objects: Objects) -> Told:
    """What is told of a cover that is called ``name`` and holds ``data``."""

    def told(name: str, data: bytes) -> dict[str, Finding]:
        cover = (
            "<Image><ResourceReference>A7</ResourceReference><Type>FrontCoverImage</Type><TechnicalDetails>"
            f"<File><URI>resources/{name}</URI></File></TechnicalDetails></Image>"
        )
        delivery = deliver(ern4(Song(files={}), resources=cover), {f"resources/{name}": data})
        with WorkerPool(1) as workers:
            examiner = Examiner(Registry.load(), objects.open, objects.path, workers)
            found = read_delivery(delivery, objects.open, examiner=examiner).findings
        return {f.code: f for f in found if f.file == f"resources/{name}"}

    return told


def test_a_cover_of_another_kind_is_told(told: Told) -> None:
    assert told("a.jpg", PNG)["DX-H05"].observed == "The Image A7: The file is named .jpg and is PNG."
    assert "DX-H05" not in told("a.PNG", PNG)


def test_a_cover_that_is_no_picture_is_corrupt(told: Told) -> None:
    found = told("a.jpeg", b"<html>404 Not Found</html>")["DX-H03"]
    assert (found.severity.value, found.file_status) == ("Critical", "ResourceCorrupt")
    assert "DX-H03" not in told("booklet.pdf", b"%PDF-1.7")
