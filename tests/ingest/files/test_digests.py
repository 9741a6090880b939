"""Checksums as ERN declares them."""

import base64
import hashlib
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files.digests import Remark, digests_of, read_digest

DATA = b"low tide"
MD5 = hashlib.md5(DATA).hexdigest()


@pytest.mark.parametrize(
    ("algorithm", "name"),
    [
        ("MD5", "md5"),
        ("SHA1", "sha1"),
        ("SHA-224", "sha224"),
        ("SHA-256", "sha256"),
        ("sha_256", "sha256"),
        ("SHA-384", "sha384"),
        ("SHA-512", "sha512"),
    ],
)
def test_an_exact_algorithm_is_understood_in_hex_and_base64(algorithm: str, name: str) -> None:
    expected = hashlib.new(name, DATA).digest()
    for text in (expected.hex(), expected.hex().upper(), base64.b64encode(expected).decode()):
        digest = read_digest(algorithm, text)
        assert (digest.algorithm, digest.value, digest.remark) == (name, expected, None)
    assert digests_of(io.BytesIO(DATA), {name}) == (len(DATA), {name: expected})


@pytest.mark.parametrize(
    ("algorithm", "name"),
    [("SHA", "sha1"), ("SHA2", "sha512"), ("SHA2", "sha224"), ("SHA3", "sha3_256"), ("SHA3", "sha3_512")],
)
def test_an_ambiguous_algorithm_is_told_by_its_length(algorithm: str, name: str) -> None:
    digest = read_digest(algorithm, hashlib.new(name, DATA).hexdigest())
    assert (digest.algorithm, digest.remark) == (name, Remark.AMBIGUOUS)


@pytest.mark.parametrize(
    ("algorithm", "value", "remark"),
    [
        ("MD5", MD5[:-1], Remark.WRONG_LENGTH),
        ("MD5", "", Remark.WRONG_LENGTH),
        ("SHA-256", MD5, Remark.WRONG_LENGTH),
        ("SHA2", MD5, Remark.WRONG_LENGTH),
        ("CRC32", "12", Remark.WRONG_LENGTH),
        ("MD4", MD5, Remark.UNSUPPORTED),
        ("", MD5, Remark.UNSUPPORTED),
        ("Whirlpool", MD5, Remark.UNSUPPORTED),
    ],
)
def test_what_cannot_be_compared_is_remarked(algorithm: str, value: str, remark: Remark) -> None:
    digest = read_digest(algorithm, value)
    assert (digest.algorithm, digest.remark) == (None, remark)


def test_crc32_is_compared_and_called_weak() -> None:
    crc = zlib.crc32(DATA).to_bytes(4, "big")
    digest = read_digest("CRC32", crc.hex())
    assert (digest.value, digest.remark) == (crc, Remark.WEAK)
    assert digests_of(io.BytesIO(DATA), {"crc32"})[1] == {"crc32": crc}


@given(st.text(max_size=20), st.text(max_size=140))
def test_any_declaration_gets_an_answer(algorithm: str, value: str) -> None:
    digest = read_digest(algorithm, value)
    assert (digest.algorithm is not None) or digest.remark is not None
