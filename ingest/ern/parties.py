"""Parties: people, groups and companies, with the identifiers that a message gives them."""

from collections.abc import Mapping
from dataclasses import field

from ingest.ern.node import Node
from ingest.ern.place import Place
from ingest.ern.record import record

DPID_PREFIX = "PADPIDA"
# Elements of ERN 4's PartyId, and the names under which their values are kept.
_KINDS = {"ISNI": "ISNI", "DPID": "DPID", "IpiNameNumber": "IPI", "IPN": "IPN", "CisacSocietyId": "CISAC"}


@record
class Party:
    """A party as declared. ``identifiers`` maps kinds (``ISNI``, ``DPID``, ``IPI``…) or namespaces."""

    name: str
    place: Place
    identifiers: Mapping[str, str] = field(default_factory=dict)


def read_party(node: Node) -> Party:
    """Read a composite that holds ``PartyName`` and ``PartyId``, in ERN 3 or 4."""
    identifiers: dict[str, str] = {}
    for party_id in node.all("PartyId"):
        for kind, value in _identifiers(party_id):
            identifiers.setdefault(kind, value)
    return Party(_name(node), node, identifiers)


def read_messaging_party(node: Node | None) -> Party | None:
    """Read a sender or recipient: its ``PartyId`` is a DPID in every version."""
    if node is None:
        return None
    dpid = node.text("PartyId")
    return Party(_name(node) or dpid or "", node, {"DPID": dpid} if dpid else {})


def read_party_list(root: Node) -> dict[str, Party]:
    """The parties of ERN 4's ``PartyList`` by reference; the first of two with one reference counts."""
    parties: dict[str, Party] = {}
    for party_list in root.all("PartyList"):
        for node in party_list.all("Party"):
            parties.setdefault(node.text("PartyReference") or "", read_party(node))
    parties.pop("", None)
    return parties


def _name(node: Node) -> str:
    names = node.all("PartyName")
    plain = [name for name in names if not name.attribute("LanguageAndScriptCode")]
    for name in plain + names:
        full = name.text("FullName") or name.text("FullNameAsciiTranscribed")
        if full:
            return full
        parts = ("NamesBeforeKeyName", "KeyName", "NamesAfterKeyName")
        if joined := " ".join(text for part in parts if (text := name.text(part))):
            return joined
    return node.text("TradingName") or ""


def _identifiers(party_id: Node) -> list[tuple[str, str]]:
    """The kinds and values of one ``PartyId``: elements in ERN 4, attributes in ERN 3."""
    found = [(kind, text) for name, kind in _KINDS.items() if (text := party_id.text(name))]
    found += proprietary_ids(party_id)
    if party_id.content:
        found.append((_kind_of_text(party_id), party_id.content))
    return found


def _kind_of_text(party_id: Node) -> str:
    text = party_id.content
    if party_id.attribute("IsISNI") in ("true", "1"):
        return "ISNI"
    if party_id.attribute("IsDPID") in ("true", "1") or text.upper().startswith(DPID_PREFIX):
        return "DPID"
    return party_id.attribute("Namespace") or "PartyId"


def proprietary_ids(node: Node) -> list[tuple[str, str]]:
    """The ``ProprietaryId`` children of ``node`` by their namespace."""
    if not node.has("ProprietaryId"):
        return []
    return [
        (proprietary.attribute("Namespace") or "ProprietaryId", proprietary.content)
        for proprietary in node.all("ProprietaryId")
        if proprietary.content
    ]
