"""The answer in DDEX's own form: every finding, in the order that its schema asks for, always the same."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contracts.acknowledgement import AcknowledgedRelease, Acknowledgement, AcknowledgementStatus, MessageKind
from contracts.delivery import Delivery
from contracts.finding import ErrorType, Finding, Severity
from contracts.party import Party
from ingest.acknowledgement_xml import acknowledgement_xml
from ingest.reader import read_delivery
from runtime.objects import Objects
from tests.ingest.messages import DPID, GRID, ICPN, Song, ern4, generative_ai

LABEL = Party(name="Quay", identifiers={"DPID": DPID})
OURS = Party(name="Harbour Music", identifiers={"DPID": "PADPIDA2026020202S"})
AT = datetime(2026, 11, 21, 8, 30, 15, 999, tzinfo=UTC)

# The children of each composite in the order of the schema; "+" marks those that must be there.
ORDER = {
    "AcknowledgementMessage": "+MessageHeader ReleaseStatus",
    "MessageHeader": "+MessageId +MessageSender +MessageRecipient +MessageCreatedDateTime MessageControlType",
    "MessageSender": "+PartyId PartyName",
    "MessageRecipient": "+PartyId PartyName",
    "PartyName": "+FullName",
    "ReleaseStatus": "+ReleaseId +ReleaseStatus ErrorText ProposedActionType ManualCheckRequired "
    "AffectedResource Acknowledgement",
    "ReleaseId": "GRid ICPN CatalogNumber",
    "AffectedResource": "ISRC",
    "Acknowledgement": "+MessageType BatchId +MessageId +MessageStatus",
    "MessageStatus": "+Status Information",
}
REPEATED = {"ReleaseStatus", "AffectedResource", "MessageStatus"}


def answer(**given: object) -> Acknowledgement:
    fields: dict[str, object] = {
        "delivery_id": "ab12",
        "status": AcknowledgementStatus.ACCEPTED,
        "sender": LABEL,
        "recipient": OURS,
        "ern_message_id": "MSG-1",
        "releases": (AcknowledgedRelease(icpn=ICPN, grid=GRID),),
        "received_at": AT,
    }
    return Acknowledgement.model_validate(fields | given)


def finding(code: str = "DX-C01", severity: Severity = Severity.CRITICAL, **given: object) -> Finding:
    fields = {"code": code, "severity": severity, "observed": "o", "expected": "e", "fix": "f"}
    return Finding.model_validate(fields | given)


def written(acknowledgement: Acknowledgement, ours: Party | None = OURS) -> etree._Element:
    data = acknowledgement_xml(acknowledgement, ours)
    assert data is not None
    root = etree.fromstring(data)
    check_order(root)
    return root


def check_order(node: etree._Element) -> None:
    """Fails where a composite is not as the schema has it."""
    if len(node) == 0 and etree.QName(node).localname != "ReleaseId":
        return
    rule = ORDER[etree.QName(node).localname].split()
    names = [str(child.tag) for child in node]
    allowed = [name.lstrip("+") for name in rule]
    assert [allowed.index(name) for name in names] == sorted(allowed.index(name) for name in names)
    assert {name[1:] for name in rule if name.startswith("+")} <= set(names)
    assert all(names.count(name) == 1 for name in names if name not in REPEATED)
    for child in node:
        check_order(child)


def text(root: etree._Element, path: str) -> list[str]:
    return [str(node.text) for node in root.findall(path)]


def test_a_clean_delivery_is_told_that_its_file_is_ok() -> None:
    root = written(answer(batch_id="B-7"))
    assert root.tag == "{http://ddex.net/xml/ern-c-sftp/18}AcknowledgementMessage"
    assert text(root, "MessageHeader/MessageSender/PartyId") == ["PADPIDA2026020202S"]
    assert text(root, "MessageHeader/MessageSender/PartyName/FullName") == ["Harbour Music"]
    assert text(root, "MessageHeader/MessageRecipient/PartyId") == [DPID]
    assert text(root, "MessageHeader/MessageCreatedDateTime") == ["2026-11-21T08:30:15+00:00"]
    assert text(root, "MessageHeader/MessageControlType") == ["LiveMessage"]
    assert text(root, "ReleaseStatus/ReleaseId/GRid") == [GRID]
    assert text(root, "ReleaseStatus/ReleaseId/ICPN") == [ICPN]
    assert text(root, "ReleaseStatus/ReleaseStatus") == ["SuccessfullyIngestedByReleaseDistributor"]
    assert text(root, "ReleaseStatus/Acknowledgement/BatchId") == ["B-7"]
    assert text(root, "ReleaseStatus/Acknowledgement/MessageId") == ["MSG-1"]
    assert text(root, "ReleaseStatus/Acknowledgement/MessageStatus/Status") == ["FileOK"]
    assert not text(root, "ReleaseStatus/ErrorText")


def test_every_finding_is_a_message_status_with_its_fix() -> None:
    told = finding(
        line=14,
        xpath="/a/b",
        isrc="QZABC2600001",
        error_type=ErrorType.LOGICAL,
        file_status="MetadataMissing",
        proposed_action="ResendXmlOnly",
        manual_check=True,
        rule_version="3",
    )
    root = written(answer(findings=(told, finding("DX-D01", Severity.INFORMATION, file_status="FileOK"))))
    statuses = root.findall("ReleaseStatus/Acknowledgement/MessageStatus")
    assert [status.findtext("Status") for status in statuses] == ["MetadataMissing", "FileOK"]
    assert statuses[0].findtext("Information") == (
        "DX-C01 Critical LogicalError (line 14, /a/b, QZABC2600001): o Expected: e. Fix: f Rule version 3."
    )
    assert text(root, "ReleaseStatus/ErrorText") == ["1 Critical: DX-C01"]
    assert text(root, "ReleaseStatus/ProposedActionType") == ["ResendXmlOnly"]
    assert text(root, "ReleaseStatus/ManualCheckRequired") == ["true"]
    assert text(root, "ReleaseStatus/AffectedResource/ISRC") == ["QZABC2600001"]


def test_a_finding_without_ddex_words_is_user_defined_with_its_code() -> None:
    (status,) = written(answer(findings=(finding(),))).findall(".//Status")
    assert status.text == "UserDefined"
    assert dict(status.attrib) == {"Namespace": "DPID:PADPIDA2026020202S", "UserDefinedValue": "DX-C01"}


def test_the_action_that_asks_for_most_is_proposed() -> None:
    wanted = ("ResendXmlOnly", "ResendXmlAndResources", "DoNotResendAffectedResource")
    root = written(answer(findings=[finding(proposed_action=each) for each in wanted]))
    assert text(root, "ReleaseStatus/ProposedActionType") == ["ResendXmlAndResources"]


def test_information_alone_asks_for_nothing() -> None:
    calm = finding("DX-D01", Severity.INFORMATION, proposed_action="ResendXmlOnly", isrc="QZABC2600001")
    root = written(answer(findings=(calm,)))
    for name in ("ErrorText", "ProposedActionType", "ManualCheckRequired", "AffectedResource"):
        assert root.find(f"ReleaseStatus/{name}") is None


def test_a_purge_is_answered_for_each_release_that_it_names() -> None:
    two = (AcknowledgedRelease(icpn=ICPN), AcknowledgedRelease(catalog_number="Q-1"))
    root = written(answer(kind=MessageKind.PURGE, releases=two))
    assert text(root, "ReleaseStatus/Acknowledgement/MessageType") == ["PurgeReleaseMessage"]
    number = root.find("ReleaseStatus/ReleaseId/CatalogNumber")
    assert number is not None
    assert (number.text, number.get("Namespace")) == ("Q-1", f"DPID:{DPID}")


def test_a_rejected_or_test_message_says_so() -> None:
    root = written(answer(status=AcknowledgementStatus.REJECTED, releases=(), is_test=True))
    assert text(root, "ReleaseStatus/ReleaseStatus") == ["ProcessingErrorAtReleaseDistributor"]
    assert text(root, "MessageHeader/MessageControlType") == ["TestMessage"]


def test_who_was_written_to_answers_where_nothing_else_is_set() -> None:
    other = Party(name="PADPIDA2026030303T", identifiers={"DPID": "PADPIDA2026030303T"})
    root = written(answer(recipient=other), None)
    assert text(root, "MessageHeader/MessageSender/PartyId") == ["PADPIDA2026030303T"]
    assert root.find("MessageHeader/MessageSender/PartyName") is None


@pytest.mark.parametrize(
    "given",
    [
        {"sender": None},
        {"sender": Party(name="Quay")},
        {"sender": Party(name="Q", identifiers={"DPID": "P 1"})},
    ],
)
def test_without_an_address_there_is_no_xml(given: dict[str, object]) -> None:
    assert acknowledgement_xml(answer(**given), OURS) is None
    assert acknowledgement_xml(answer(recipient=None), None) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_makes_xml_that_can_be_read(observed: str, name: str) -> None:
    root = written(
        answer(
            sender=Party(name=name, identifiers={"DPID": DPID}),
            ern_message_id=observed,
            findings=(finding(observed=observed, xpath=name, isrc=observed),),
        )
    )
    assert len(root.findall(".//MessageStatus")) == 1


def test_a_replay_gives_the_same_bytes(deliver: Callable[..., Delivery], objects: Objects) -> None:
    delivery = deliver(ern4(Song(ai="None", contributors=generative_ai("Composer"))))
    first, again = (read_delivery(delivery, objects.open).acknowledgement for _ in range(2))
    assert first.model_dump_json() == again.model_dump_json()
    xml = acknowledgement_xml(first, None)
    assert xml == acknowledgement_xml(Acknowledgement.model_validate_json(again.model_dump_json()), None)
    assert xml is not None
    root = etree.fromstring(xml)
    check_order(root)
    assert text(root, "ReleaseStatus/ReleaseId/ICPN") == [ICPN]
    assert "DX-C01" in text(root, "ReleaseStatus/ErrorText")[0]
