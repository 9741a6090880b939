"""Every code has a delivery that gets it and one that does not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import Engine

from ingest.arrival import look_at, make_delivery
from ingest.ern.schemas import Schemas
from ingest.examples.case import FILE, Case, case
from ingest.examples.every import EXAMPLES
from ingest.known_store import KnownRecordings
from ingest.manifest import read_manifest
from ingest.marks.examine import Examiner
from ingest.marks.registry import Registry
from ingest.reader import read_delivery
from ingest.redelivery import settle
from ingest.rules.batches import BatchMessage, compare
from ingest.rules.catalogue import CATALOGUE
from ingest.rules.severities import Severities
from ingest.seen import compare_with_seen
from ingest.seen_store import SeenContents
from runtime.objects import Objects
from runtime.workers import WorkerPool
from tests.ingest.marks.sounds import Authority, manifest

Codes = Callable[[Case], set[str]]
ANY = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://ddex.net/xml/ern/432">
<xs:element name="NewReleaseMessage"><xs:complexType><xs:sequence>
<xs:any processContents="skip" maxOccurs="unbounded"/></xs:sequence><xs:anyAttribute processContents="skip"/>
</xs:complexType></xs:element></xs:schema>"""


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "ingest")


@pytest.fixture(scope="module")
def workers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as pool:
        yield pool


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.make("Suno Content Credentials")


@pytest.fixture
def codes(sqlite_engine: Engine, tmp_path: Path, workers: WorkerPool, authority: Authority) -> Codes:
    """The codes that a delivery gets with everything examined, its earlier delivery and batch included."""
    objects = Objects([tmp_path])

    def codes(made: Case) -> set[str]:
        for name, data in made.files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
        anchors = ""
        if made.signed is not None:
            plain = (tmp_path / FILE).rename(tmp_path / "plain.wav")
            authority.sign(plain, tmp_path / FILE, manifest(made.signed.source))
            anchors = authority.root if made.signed.trusted else ""
        examiner = Examiner(Registry.load(), objects.open, objects.path, workers, anchors)
        schemas = _schemas(made)
        told: set[str] = set()
        with sqlite_engine.begin() as connection:
            for message in (made.earlier_message, made.message):
                if message is not None:
                    (tmp_path / "message.xml").write_bytes(message)
                    delivery = make_delivery(look_at(tmp_path / "message.xml"), None)
                    read = read_delivery(delivery, objects.open, schemas=schemas, examiner=examiner)
                    settled = settle(read, KnownRecordings(connection), Severities())
                    settled = compare_with_seen(settled, SeenContents(connection), Severities())
                    told = {finding.code for finding in settled.findings}
        return told | _of_batch(made)

    return codes


def _schemas(made: Case) -> Schemas | None:
    if made.schemas is None:
        return None
    return Schemas({number: etree.XMLSchema(etree.fromstring(ANY)) for number in made.schemas})


def _of_batch(made: Case) -> set[str]:
    if made.manifest is None:
        return set()
    batch = compare(read_manifest(made.manifest.encode()), [BatchMessage("message.xml", made.message, "M-1")])
    return {finding.code for finding in (*batch.of_batch, *batch.of_message["message.xml"])}


def test_the_delivery_that_all_others_are_made_of_gets_no_finding(codes: Codes) -> None:
    assert codes(case()) == set()


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_failing_delivery_gets_the_code(code: str, codes: Codes) -> None:
    assert code in codes(EXAMPLES[code].failing)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_passing_delivery_does_not_get_the_code(code: str, codes: Codes) -> None:
    assert code not in codes(EXAMPLES[code].passing)


def test_every_code_has_an_example() -> None:
    assert set(EXAMPLES) == set(CATALOGUE)


def test_every_example_shows_something() -> None:
    for example in EXAMPLES.values():
        assert example.failing.shown or example.failing.note
