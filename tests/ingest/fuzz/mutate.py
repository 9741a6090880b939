"""Damages inputs in the ways that senders and attackers do. The same random numbers give the same damage."""

import random
import re
from collections.abc import Callable, Sequence

PIECE = re.compile(rb"<[^<>]*>")
TEXT = re.compile(rb">([^<>]*)<")
LARGEST = 200_000
"""Bytes; size alone is not what is looked for here."""

WORDS = (
    b"",
    b" ",
    b"\x00",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc2\x9b31m",
    b"&#0;",
    b"&#xD800;",
    b"&lt;",
    b"&n;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<?x",
    b"<!DOCTYPE a [<!ENTITY n 'None'>]>",
    b"-1",
    b"0",
    b"9" * 400,
    b"1e999",
    b"NaN",
    b"../../../etc/passwd",
    b"/etc/passwd",
    b"http://169.254.169.254/",
    b"file:///dev/zero",
    b"a.zip/../b",
    b"PT99999999999999S",
    b"P1Y",
    b"2026-02-30",
    b"0000-00-00",
    b"9999-12-31T23:59:59-14:00",
    b"All",
    b"None",
    b"Partly",
    b"GenerativeAI",
    b"UserDefined",
    b"true",
    b"A1",
    b"P1",
    b"R0",
    b"SHA2",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x00\x00\x00\x00",
    b"\x80\x00\x00\x00",
)


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """One of ``seeds`` with one to eight pieces of damage."""
    data = chance.choice(seeds)
    for _ in range(chance.randint(1, 8)):
        data = chance.choice(WAYS)(data, seeds, chance)[:LARGEST]
    return data


def _cut(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def _flip(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _insert(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(WORDS) + data[at:]


def _overwrite(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at, word = chance.randint(0, len(data)), chance.choice(WORDS)
    return data[:at] + word + data[at + len(word) :]


def _splice(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    start, end = _span(other, chance)
    at = chance.randint(0, len(data))
    return data[:at] + other[start:end] + data[at:]


def _text(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    return _replaced(data, TEXT, 1, lambda _: chance.choice(WORDS), chance)


def _tag(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    others = PIECE.findall(chance.choice(seeds)) or [b"<x/>"]
    return _replaced(data, PIECE, 0, lambda _: chance.choice(others), chance)


def _attribute(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    word = chance.choice(WORDS).replace(b'"', b"")
    return _replaced(data, re.compile(rb'"[^"<>]*"'), 0, lambda _: b'"' + word + b'"', chance)


def _element(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Drops, doubles or moves a whole element, so that what is left is well-formed."""
    opening = _choose(re.compile(rb"<([\w:]+)[^<>/]*>"), data, chance)
    end = data.find(b"</%s>" % opening[1], opening.end()) if opening else -1
    if opening is None or end < 0:
        return data
    end += len(opening[1]) + 3
    piece, rest = data[opening.start() : end], data[: opening.start()] + data[end:]
    places = [match.end() for match in PIECE.finditer(rest)]
    at = chance.choice(places) if places else 0
    return chance.choice((rest, data[:end] + piece + data[end:], rest[:at] + piece + rest[at:]))


WAYS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _cut,
    _repeat,
    _flip,
    _insert,
    _overwrite,
    _splice,
    _text,
    _text,
    _tag,
    _attribute,
    _element,
    _element,
)


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((1, 4, 60, 1_000)))


def _choose(pattern: re.Pattern[bytes], data: bytes, chance: random.Random) -> re.Match[bytes] | None:
    """A match at or after a random place: all matches need not be found for it."""
    return pattern.search(data, chance.randint(0, len(data))) or pattern.search(data)


def _replaced(
    data: bytes,
    pattern: re.Pattern[bytes],
    group: int,
    made: Callable[[bytes], bytes],
    chance: random.Random,
) -> bytes:
    match = _choose(pattern, data, chance)
    if match is None:
        return data
    return data[: match.start(group)] + made(match[group]) + data[match.end(group) :]
