"""The file that says that a batch is complete: a DDEX choreography ManifestMessage."""

import hashlib

from deadwax.demo.element import message, serialise
from deadwax.demo.ern_parts import RECIPIENT_DPID
from deadwax.demo.plan import PlannedRelease

NAMESPACE = "http://ddex.net/xml/ern-c-sftp/18"


def write_manifest(release: PlannedRelease, batch_id: str, data: bytes) -> bytes:
    """The manifest of a batch with the one message ``data``."""
    root = message(NAMESPACE, "ManifestMessage", MessageVersionId="18", LanguageAndScriptCode="en")
    header = root.add("MessageHeader")
    for tag, dpid in (("MessageSender", release.sender.dpid), ("MessageRecipient", RECIPIENT_DPID)):
        header.add(tag).add("PartyId", dpid)
    header.add("MessageCreatedDateTime", release.arrival.isoformat())
    root.add("IsTestFlag", "false")
    root.add("RootDirectory", f"/{batch_id}")
    root.add("NumberOfMessages", "1")
    entry = root.add("MessageInBatch")
    entry.add("MessageType", "NewReleaseMessage")
    entry.add("MessageId", release.message_id)
    entry.add("URL", f"{release.icpn}/{release.icpn}.xml")
    entry.path("IncludedReleaseId").add("ICPN", release.icpn)
    entry.add("DeliveryType", "NewReleaseDelivery")
    entry.add("ProductType", "AudioProduct")
    hashes = entry.add("HashSum")
    hashes.add("HashSum", hashlib.md5(data, usedforsecurity=False).hexdigest())
    hashes.add("HashSumAlgorithmType", "MD5")
    return serialise(root)
