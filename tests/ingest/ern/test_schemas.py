"""Official schemas are used where an operator has them, and only the pinned bytes."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from ingest.ern.schemas import load_schemas
from ingest.ern.versions import BASE, VERSIONS
from ingest.errors import SchemasError
from ingest.inline import inline_delivery
from ingest.reader import read_delivery
from tests.ingest.bytes_store import Store
from tests.ingest.messages import Song, ern4

# Schemas of DDEX are not ours to keep: this one is enough to be violated, with an import beside it.
ROOT = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v="urn:values"
 targetNamespace="http://ddex.net/xml/ern/432">
 <xs:import namespace="urn:values" schemaLocation="../values.xsd"/>
 <xs:element name="NewReleaseMessage"><xs:complexType><xs:sequence>
  <xs:element name="MessageHeader"/><xs:element name="PartyList"/><xs:element name="ResourceList"/>
  <xs:element name="ReleaseList"/>
  <xs:element name="DealList" type="v:Short"/></xs:sequence>
  <xs:attribute name="AvsVersionId"/></xs:complexType></xs:element></xs:schema>"""
VALUES = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:values">
 <xs:complexType name="Short"><xs:sequence><xs:any processContents="skip" maxOccurs="1"/></xs:sequence>
 </xs:complexType></xs:schema>"""
V432 = VERSIONS[BASE + "432"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "432").mkdir()
    (tmp_path / "432" / "ern.xsd").write_text(ROOT)
    (tmp_path / "values.xsd").write_text(VALUES)
    pin(tmp_path, "432/ern.xsd", "values.xsd")
    return tmp_path


def pin(folder: Path, *names: str, version: str = "4.3.2") -> None:
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    pins = {"format": 1, "schemas": {version: {"root": "432/ern.xsd", "files": files}}}
    (folder / "schemas.yaml").write_text(yaml.safe_dump(pins))


def test_a_violation_is_told_with_its_place(folder: Path) -> None:
    schemas = load_schemas(folder)
    assert schemas.violations(ern4(), V432) == ()
    twice = ern4().replace(b"</DealList>", b"<ReleaseDeal/></DealList>")
    (violation,) = schemas.violations(twice, V432)
    assert violation.place.xpath == "/ern:NewReleaseMessage/DealList[1]/ReleaseDeal[2]"
    assert violation.place.line is not None
    assert "ReleaseDeal" in violation.observed


def test_a_version_without_a_schema_is_not_validated(folder: Path) -> None:
    broken = ern4(version="43").replace(b"</DealList>", b"<ReleaseDeal/></DealList>")
    assert load_schemas(folder).violations(broken, VERSIONS[BASE + "43"]) == ()


def told(data: bytes, folder: Path | None) -> list[str]:
    schemas = load_schemas(folder) if folder else None
    delivery = inline_delivery(data, datetime(2026, 11, 1, tzinfo=UTC))
    return [f.code for f in read_delivery(delivery, Store({}).open, schemas=schemas).findings]


def test_a_version_without_a_schema_is_told_where_messages_are_validated_at_all(folder: Path) -> None:
    assert "DX-X05" in told(ern4(version="43"), folder)
    assert "DX-X05" not in told(ern4(), folder)
    assert "DX-X05" not in told(ern4(version="43"), None)


def test_of_many_violations_the_last_one_told_says_how_many_more_there_are(tmp_path: Path) -> None:
    (tmp_path / "432").mkdir()
    (tmp_path / "432" / "ern.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://ddex.net/xml/ern/432">'
        '<xs:element name="NewReleaseMessage"><xs:complexType><xs:sequence><xs:element name="n" '
        'type="xs:int" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>'
    )
    pin(tmp_path, "432/ern.xsd")
    root = f'<e:NewReleaseMessage xmlns:e="{BASE}432">{"<n>x</n>" * 250}</e:NewReleaseMessage>'
    found = load_schemas(tmp_path).violations(root.encode(), V432)
    assert len(found) == 100
    assert found[-1].observed.endswith("There are 150 more violations.")


def test_the_findings_of_a_delivery_hold_the_violations(folder: Path) -> None:
    broken = ern4(Song(ai="None")).replace(b"</DealList>", b"<ReleaseDeal/></DealList>")
    delivery = inline_delivery(broken, datetime(2026, 11, 1, tzinfo=UTC))
    read = read_delivery(delivery, Store({}).open, schemas=load_schemas(folder))
    told = [finding for finding in read.findings if finding.code == "DX-X03"]
    assert [finding.expected for finding in told] == [
        "a message that is valid against the official schema of ERN 4.3.2"
    ]
    assert read.tracks


def test_changed_bytes_are_refused(folder: Path) -> None:
    (folder / "values.xsd").write_text(VALUES + " ")
    with pytest.raises(SchemasError, match="SHA-256"):
        load_schemas(folder)


def test_a_file_that_is_referred_to_must_be_pinned(folder: Path) -> None:
    pin(folder, "432/ern.xsd")
    with pytest.raises(SchemasError, match="not pinned"):
        load_schemas(folder)


@pytest.mark.parametrize(
    ("pins", "told"),
    [
        (None, "schemas.yaml"),
        ("format: 1\nschemas: {'9.9': {root: a, files: {a: b}}}", "9.9"),
        ("format: 1\nschemas: {'4.3.2': {root: a.xsd, files: {a.xsd: 00}}}", "schemas.yaml"),
        ("format: 1\nschemas: {'4.3.2': {root: a.xsd, files: {a.xsd: 'ab'}}}", "cannot be read"),
        ("format: 1\nschemas: {'4.3.2': {root: a.xsd, files: {../a.xsd: 'ab'}}}", "leads out"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path, pins: str | None, told: str) -> None:
    if pins is not None:
        (tmp_path / "schemas.yaml").write_text(pins)
    with pytest.raises(SchemasError, match=told.replace(".", r"\.")):
        load_schemas(tmp_path)
