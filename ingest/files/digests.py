"""Checksums as ERN declares them: which algorithm is meant, and whether bytes agree."""

import base64
import binascii
import hashlib
import re
import zlib
from dataclasses import dataclass
from enum import Enum
from functools import partial
from types import MappingProxyType
from typing import BinaryIO

BLOCK_BYTES = 1 << 20
CRC32 = "crc32"
# Names as they are declared, without signs, and hashlib's; RIPEMD-160 and MD4 depend on the OpenSSL below it.
_EXACT = MappingProxyType(
    {re.sub("[_-]", "", name): name for name in hashlib.algorithms_available if not name.startswith("shake")}
    | {"rmd160": "ripemd160", "ripemd": "ripemd160", "md4mlnet": "md4"}
)
_WEAK = frozenset({"md2", "md4", "mdc2"})
_SHA2_BY_LENGTH = {20: "sha1", 28: "sha224", 32: "sha256", 48: "sha384", 64: "sha512"}
_SHA3_BY_LENGTH = {28: "sha3_224", 32: "sha3_256", 48: "sha3_384", 64: "sha3_512"}
_AMBIGUOUS = MappingProxyType({"sha": _SHA2_BY_LENGTH, "sha2": _SHA2_BY_LENGTH, "sha3": _SHA3_BY_LENGTH})


class Remark(Enum):
    """What is to be said about a declared checksum before any byte is read."""

    WEAK = "weak"
    AMBIGUOUS = "ambiguous"
    UNSUPPORTED = "unsupported"
    WRONG_LENGTH = "wrong length"


@dataclass(frozen=True, slots=True)
class Digest:
    """``algorithm`` is hashlib's name or ``crc32``, None where nothing can be compared.

    ``value`` is the expected digest.
    """

    algorithm: str | None
    value: bytes = b""
    remark: Remark | None = None


def read_digest(algorithm: str, value: str) -> Digest:
    """Understand a declared checksum: every algorithm of fixed length that hashlib has.

    SHA, SHA2 and SHA3 are told apart by the digest's length.
    """
    name = re.sub(r"[^a-z0-9]", "", algorithm.lower())
    if name == CRC32:
        crc = _decoded(value, {4})
        return Digest(CRC32, crc, Remark.WEAK) if crc else Digest(None, remark=Remark.WRONG_LENGTH)
    if name in _AMBIGUOUS:
        lengths = _AMBIGUOUS[name]
        meant = _decoded(value, set(lengths))
        if not meant:
            return Digest(None, remark=Remark.WRONG_LENGTH)
        return Digest(lengths[len(meant)], meant, Remark.AMBIGUOUS)
    exact = _EXACT.get(name, "")
    if exact not in hashlib.algorithms_available:
        return Digest(None, remark=Remark.UNSUPPORTED)
    digest = _decoded(value, {hashlib.new(exact, usedforsecurity=False).digest_size})
    if not digest:
        return Digest(None, remark=Remark.WRONG_LENGTH)
    return Digest(exact, digest, Remark.WEAK if exact in _WEAK else None)


def digests_of(file: BinaryIO, algorithms: set[str]) -> tuple[int, dict[str, bytes]]:
    """The size of ``file`` in bytes and its digests, read once in blocks."""
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms if name != CRC32}
    size, crc = 0, 0
    while block := file.read(BLOCK_BYTES):
        size += len(block)
        for each in hashes.values():
            each.update(block)
        if CRC32 in algorithms:
            crc = zlib.crc32(block, crc)
    found = {name: each.digest() for name, each in hashes.items()}
    if CRC32 in algorithms:
        found[CRC32] = crc.to_bytes(4, "big")
    return size, found


def _decoded(value: str, lengths: set[int]) -> bytes:
    """``value`` from hex or Base64, empty where neither gives one of ``lengths``.

    Colons between bytes, a leading 0x, the URL-safe letters of Base64 and its missing padding are
    read as what they mean.
    """
    text = re.sub(r"\s", "", value)
    pairs = text.removeprefix("0x").removeprefix("0X").replace(":", "")
    letters = text.rstrip("=").replace("-", "+").replace("_", "/")
    padded = letters + "=" * (-len(letters) % 4)
    for decode, form in ((bytes.fromhex, pairs), (partial(base64.b64decode, validate=True), padded)):
        try:
            decoded = decode(form)
        except (ValueError, binascii.Error):
            continue
        if len(decoded) in lengths:
            return decoded
    return b""
