"""The certificates that an operator trusts to sign content credentials."""

from pathlib import Path

from ingest.marks.errors import TrustAnchorsError

MAX_BYTES = 1 << 20
_ENDINGS = (".pem", ".crt", ".cer")
_BEGIN = "-----BEGIN CERTIFICATE-----"


def read_anchors(folder: Path | None) -> str:
    """All certificates of ``folder`` in PEM, in the order of the file names; empty without a folder.

    Raises ``TrustAnchorsError``.
    """
    if folder is None:
        return ""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
        texts = [_certificates(path) for path in paths]
    except OSError as error:
        raise TrustAnchorsError(
            f"The folder of trust anchors {folder} cannot be read: {error.strerror}.",
            remedy="Correct DEADWAX_TRUST_ANCHORS_PATH, or give the right to read it.",
        ) from error
    if not texts:
        raise TrustAnchorsError(
            f"The folder of trust anchors {folder} holds no .pem, .crt or .cer file.",
            remedy="Put the signers' root certificates there, or unset DEADWAX_TRUST_ANCHORS_PATH.",
        )
    return "\n".join(texts)


def _certificates(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    text = data.decode("ascii", "replace")
    if len(data) > MAX_BYTES or _BEGIN not in text:
        raise TrustAnchorsError(
            f"The trust anchor {path} is no certificate in PEM, or larger than {MAX_BYTES >> 20} MB.",
            remedy="Convert it with: openssl x509 -in FILE -out FILE.pem",
        )
    return text
