"""The answer to the sender as DDEX's own message: an AcknowledgementMessage in XML.

Source: DDEX ERN, Part 3 (choreography for cloud-based storage), version 1.8, and the allowed value sets
of version 9.
"""

import re
from collections import Counter
from collections.abc import Iterable

from lxml import etree

from contracts.acknowledgement import AcknowledgedRelease, Acknowledgement, AcknowledgementStatus, MessageKind
from contracts.finding import Finding, Severity
from contracts.party import Party
from ingest.identifiers.kinds import ISRC, normalise

NAMESPACE = "http://ddex.net/xml/ern-c-sftp/18"
AVS_VERSION = "9"
DPID = re.compile(r"PADPIDA[A-Za-z0-9]+")
USER_DEFINED = "UserDefined"
FILE_OK = "FileOK"

ACTIONS = ("ResendXmlAndResources", "ResendXmlOnly", "DoNotResendRelease", "DoNotResendAffectedResource")
"""Proposed actions; of several findings' the first in this order is that of the release."""

# What XML 1.0 cannot hold; lone surrogates among them.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def acknowledgement_xml(acknowledgement: Acknowledgement, ours: Party | None) -> bytes | None:
    """The AcknowledgementMessage of ``acknowledgement``, the same bytes each time.

    ``ours`` is who answers, by default whom the message was sent to. None where the answer cannot be
    addressed, because the DPID of the sender or our own is not known: an unreadable message names none.
    """
    sender, recipient = ours or acknowledgement.recipient, acknowledgement.sender
    if _dpid(sender) is None or _dpid(recipient) is None or sender is None or recipient is None:
        return None
    root = etree.Element(
        etree.QName(NAMESPACE, "AcknowledgementMessage"),
        {"AvsVersionId": AVS_VERSION},
        nsmap={"ern-c-sftp": NAMESPACE},
    )
    header = etree.SubElement(root, "MessageHeader")
    _add(header, "MessageId", acknowledgement.message_id)
    _add_party(header, "MessageSender", sender)
    _add_party(header, "MessageRecipient", recipient)
    _add(header, "MessageCreatedDateTime", acknowledgement.received_at.isoformat(timespec="seconds"))
    _add(header, "MessageControlType", "TestMessage" if acknowledgement.is_test else "LiveMessage")
    # The message's own answer stands with its first release; a message without one gets a bare status.
    for number, release in enumerate(acknowledgement.releases or (AcknowledgedRelease(),)):
        status = _add_release(root, release, acknowledgement, recipient)
        if number == 0:
            _add_message(status, acknowledgement, sender)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add_release(
    root: etree._Element, release: AcknowledgedRelease, acknowledgement: Acknowledgement, recipient: Party
) -> etree._Element:
    """Add the status of one release; what all findings ask for holds for each."""
    status = etree.SubElement(root, "ReleaseStatus")
    ids = etree.SubElement(status, "ReleaseId")
    if release.grid:
        _add(ids, "GRid", release.grid)
    if release.icpn:
        _add(ids, "ICPN", release.icpn)
    if release.catalog_number:
        _add(ids, "CatalogNumber", release.catalog_number).set("Namespace", _namespace(recipient))
    rejected = acknowledgement.status is AcknowledgementStatus.REJECTED
    taken, refused = "SuccessfullyIngestedByReleaseDistributor", "ProcessingErrorAtReleaseDistributor"
    _add(status, "ReleaseStatus", refused if rejected else taken)
    wrong = [f for f in acknowledgement.findings if f.severity is not Severity.INFORMATION]
    if wrong:
        _add(status, "ErrorText", _summary(wrong))
        proposed = {finding.proposed_action for finding in wrong}
        if action := next((each for each in ACTIONS if each in proposed), None):
            _add(status, "ProposedActionType", action)
        _add(status, "ManualCheckRequired", str(any(f.manual_check for f in wrong)).lower())
    for isrc in _isrcs(wrong):
        _add(etree.SubElement(status, "AffectedResource"), "ISRC", isrc)
    return status


def _add_message(status: etree._Element, acknowledgement: Acknowledgement, sender: Party) -> None:
    """Add the answer to the message: one status for each finding, FileOK where there is none."""
    answer = etree.SubElement(status, "Acknowledgement")
    purge = acknowledgement.kind is MessageKind.PURGE
    _add(answer, "MessageType", "PurgeReleaseMessage" if purge else "NewReleaseMessage")
    if acknowledgement.batch_id:
        _add(answer, "BatchId", acknowledgement.batch_id)
    _add(answer, "MessageId", acknowledgement.ern_message_id or "")
    for finding in acknowledgement.findings:
        each = etree.SubElement(answer, "MessageStatus")
        value = _add(each, "Status", finding.file_status or USER_DEFINED)
        if value.text == USER_DEFINED:
            value.set("Namespace", _namespace(sender))
            value.set("UserDefinedValue", finding.code)
        _add(each, "Information", _words(finding))
    if not acknowledgement.findings:
        _add(etree.SubElement(answer, "MessageStatus"), "Status", FILE_OK)


def _words(finding: Finding) -> str:
    """All that a finding says, in one text: DDEX has a field for none of it."""
    place = [f"line {finding.line}"] if finding.line else []
    place += [text for text in (finding.xpath, finding.isrc, finding.file) if text]
    kind = f" {finding.error_type.value}" if finding.error_type else ""
    version = f" Rule version {finding.rule_version}." if finding.rule_version else ""
    at = f" ({', '.join(place)})" if place else ""
    return (
        f"{finding.code} {finding.severity.value}{kind}{at}: {finding.observed} "
        f"Expected: {finding.expected}. Fix: {finding.fix}{version}"
    )


def _summary(wrong: list[Finding]) -> str:
    counted = Counter(finding.severity for finding in wrong)
    told = ", ".join(f"{counted[each]} {each.value}" for each in Severity if counted[each])
    return f"{told}: {', '.join(sorted({finding.code for finding in wrong}))}"


def _isrcs(findings: Iterable[Finding]) -> list[str]:
    named = (normalise(f.isrc) for f in findings if f.isrc and ISRC.has_syntax(f.isrc))
    return list(dict.fromkeys(named))


def _add_party(header: etree._Element, name: str, party: Party) -> None:
    made = etree.SubElement(header, name)
    _add(made, "PartyId", _dpid(party) or "")
    if party.name and party.name != _dpid(party):
        _add(etree.SubElement(made, "PartyName"), "FullName", party.name)


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    made = etree.SubElement(parent, name)
    made.text = _NO_XML.sub("\ufffd", text)
    return made


def _dpid(party: Party | None) -> str | None:
    dpid = party.identifiers.get("DPID", "") if party else ""
    return dpid if DPID.fullmatch(dpid) else None


def _namespace(party: Party) -> str:
    """DDEX's way to say whose vocabulary a value is from."""
    return f"DPID:{_dpid(party)}"
