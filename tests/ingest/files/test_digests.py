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
        ("SHA-512/256", "sha512_256"),
        ("SHA3-256", "sha3_256"),
        ("BLAKE2b", "blake2b"),
        ("blake2s", "blake2s"),
    ],
)
def test_an_exact_algorithm_is_understood_in_hex_and_base64(algorithm: str, name: str) -> None:
    expected = hashlib.new(name, DATA).digest()
    for text in (expected.hex(), expected.hex().upper(), base64.b64encode(expected).decode()):
        digest = read_digest(algorithm, text)
        assert (digest.algorithm, digest.value, digest.remark) == (name, expected, None)
    assert digests_of(io.BytesIO(DATA), {name}) == (len(DATA), {name: expected})


def test_every_algorithm_of_fixed_length_that_hashlib_has_is_compared() -> None:
    for name in hashlib.algorithms_available - {"shake_128", "shake_256"}:
        expected = hashlib.new(name, DATA, usedforsecurity=False).digest()
        digest = read_digest(name.upper().replace("_", "-"), expected.hex())
        assert (digest.algorithm, digest.value) == (name, expected)


@pytest.mark.skipif("ripemd160" not in hashlib.algorithms_available, reason="this OpenSSL has no RIPEMD-160")
def test_ripemd_is_known_under_the_name_of_ddex() -> None:
    assert read_digest("RMD160", hashlib.new("ripemd160", DATA).hexdigest()).algorithm == "ripemd160"


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
        ("MD2", MD5, Remark.UNSUPPORTED),
        ("UserDefined", MD5, Remark.UNSUPPORTED),
        ("SHAKE128", MD5, Remark.UNSUPPORTED),
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


@pytest.mark.parametrize(
    "text",
    [
        f"0x{MD5}",
        ":".join(MD5[at : at + 2] for at in range(0, 32, 2)),
        base64.urlsafe_b64encode(bytes.fromhex(MD5)).decode().rstrip("="),
    ],
)
def test_a_digest_may_be_spelt_in_the_usual_ways(text: str) -> None:
    assert read_digest("MD5", text).value == bytes.fromhex(MD5)
