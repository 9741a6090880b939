"""The document of sender contracts is read whole, and every problem is named with its place."""

from datetime import date
from pathlib import Path

import pytest

from contracts.disclosure import DisclosureLevel, Facet
from contracts.finding import Severity
from ingest.errors import SendersInvalidError, SendersNotReadError
from ingest.rules.severities import CatalogueAge, Occasion
from ingest.senders.contracts import NO_CONTRACTS
from ingest.senders.document import RoleCarrier, SideFileCarrier
from ingest.senders.load import load, parse
from tests.ingest.messages import DPID

ONE = f"format: 1\nsenders: [{{dpid: {DPID}, carriers: [%s]}}]"
LINE = "format: 1\nseverities: [{code: DX-D01, severity: Warning, %s}]"
WHOLE = f"""
format: 1
new_for_days: 30
severities:
  - {{code: DX-D01, severity: Warning, since: 2026-12-02, catalogue: new}}
senders:
  - dpid: {DPID.lower()}
    name: Quay
    severities:
      - {{code: DX-D01, severity: Critical, versions: ["4.3.1", "4.3.2"], since: 2025-02-10}}
    carriers:
      - kind: role
        namespace: Q
        values:
          AI Vocals: {{level: all, role: LeadVocalist}}
      - kind: side_file
        name: disclosure.json
        recordings: tracks
        isrc: ids.isrc
        level: ai
        levels: {{yes: all, some: partly, no: none, 1: all}}
        facets: {{vocals: parts.vocals}}
"""


def test_a_whole_document() -> None:
    agreed = parse(WHOLE)
    occasion = Occasion(DPID, "4.3.2", date(2026, 11, 1), CatalogueAge.BACK)
    assert agreed.severities.of("DX-D01", occasion) is Severity.CRITICAL
    assert agreed.severities.of("DX-D01", Occasion("PADPIDA0000000000X", "4.3.2", date(2026, 12, 2))) is (
        Severity.WARNING
    )
    assert agreed.severities.new_for_days == 30
    role, side = agreed.carriers[DPID]
    assert isinstance(role, RoleCarrier)
    assert role.values["AI Vocals"].level is DisclosureLevel.ALL
    assert isinstance(side, SideFileCarrier)
    assert side.levels == {
        "yes": DisclosureLevel.ALL,
        "some": DisclosureLevel.PARTLY,
        "no": DisclosureLevel.NONE,
        "1": DisclosureLevel.ALL,
    }
    assert side.facets == {Facet.VOCALS: "parts.vocals"}


def test_without_a_document_nothing_is_agreed() -> None:
    assert load(None) is NO_CONTRACTS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "document"),
        ("format: 2", "format"),
        ("format: 1\nsender: []", "sender: Extra inputs"),
        ("format: 1\nseverities: [{code: DX-Q99, severity: Warning}]", "severities[0].code: is no code"),
        ("format: 1\nseverities: [{code: DX-D01, severity: Bad}]", "severities[0].severity"),
        (LINE % 'versions: ["5"]', "no ERN version"),
        (LINE % "since: 2026-02-01, until: 2026-01-01", "until is before since"),
        ("format: 1\nsenders: [{dpid: Q}]", "senders[0].dpid: is no DPID"),
        (f"format: 1\nsenders: [{{dpid: {DPID}}}, {{dpid: {DPID}}}]", "two contracts"),
        (ONE % "{kind: side_file, name: ../a, level: l, levels: {a: all}}", "leads out"),
        (ONE % "{kind: side_file, name: a, levels: {a: all}}", "neither a level nor facets"),
        (ONE % "{kind: role, values: {a: {level: undeclared}}}", "silence"),
        (ONE % "{kind: pigeon}", "carriers[0]"),
        ("format: 1\nsenders: &a []\nseverities: *a", "aliases"),
        ("format: [", "no YAML"),
    ],
)
def test_a_faulty_document_is_told_by_place(text: str, told: str) -> None:
    with pytest.raises(SendersInvalidError) as caught:
        parse(text, "senders.yaml")
    assert told in str(caught.value)
    assert "senders.yaml" in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SendersNotReadError, match="DEADWAX_SENDERS_PATH"):
        load(tmp_path / "none.yaml")
