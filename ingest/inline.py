"""A delivery whose message travels in it, for senders that put ERN onto the log and not into a folder."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from contracts.delivery import DeliveredFile, Delivery
from contracts.message import content_id

NAME = "message.xml"


def inline_delivery(
    message: bytes,
    received_at: datetime,
    *,
    files: Sequence[DeliveredFile] = (),
    batch_id: str | None = None,
    name: str = NAME,
) -> Delivery:
    """The delivery of ``message``. Its id is made of the bytes, as that of one from a folder is.

    ``files`` are those that the message names and that lie where the object access can read them, each
    under the name that the message gives it. Put the delivery on the topic ``deadwax.deliveries``.
    """
    sha256 = hashlib.sha256(message).hexdigest()
    parts = [part for file in sorted(files, key=lambda f: f.name) for part in (file.name, file.sha256)]
    return Delivery(
        delivery_id=content_id(sha256, *parts),
        folder="",
        message=DeliveredFile(name=name, location="", size=len(message), sha256=sha256, content=message),
        files=tuple(files),
        batch_id=batch_id,
        received_at=received_at,
    )
