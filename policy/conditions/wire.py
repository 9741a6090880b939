"""Reads the few fields of protocol buffers that the compiled form of a condition needs.

The names that a checked CEL expression refers to stand in its ``reference_map`` (``cel/expr/checked.proto``:
``CheckedExpr.reference_map = 2``, a map of expression ids to ``Reference``, whose ``name`` is field 1), its
constants in the tree under ``CheckedExpr.expr = 4`` (``cel/expr/syntax.proto``). The library gives no other
access to them.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
MORE_BYTES_FOLLOW = 0x80

ANY_VALUE = 2
CHECKED_REFERENCES = 2
CHECKED_EXPR = 4
ENTRY_VALUE = 2
REFERENCE_NAME = 1
EXPR_CONSTANT = 3
CONSTANT_STRING = 6

_INNER: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {
        5: (1,),  # Select: operand
        6: (1, 3),  # Call: target, args
        7: (1,),  # CreateList: elements
        9: (2, 4, 5, 6, 7),  # Comprehension: range, start, condition, step, result
    }
)
"""Which fields of a kind of expression hold expressions again. Structures are no part of a condition."""


def referenced_names(serialized: bytes) -> frozenset[str]:
    """Return the variable names in a serialised ``google.protobuf.Any`` that holds a ``CheckedExpr``."""
    names: set[str] = set()
    for checked in _submessages(serialized, ANY_VALUE):
        for entry in _submessages(checked, CHECKED_REFERENCES):
            for reference in _submessages(entry, ENTRY_VALUE):
                names.update(name.decode() for name in _submessages(reference, REFERENCE_NAME))
    return frozenset(names)


def string_constants(serialized: bytes) -> frozenset[str]:
    """Return the string constants in a serialised ``google.protobuf.Any`` that holds a ``CheckedExpr``."""
    return frozenset(
        text
        for checked in _submessages(serialized, ANY_VALUE)
        for expression in _submessages(checked, CHECKED_EXPR)
        for text in _strings(expression)
    )


def _strings(expression: bytes) -> Iterator[str]:
    for constant in _submessages(expression, EXPR_CONSTANT):
        yield from (text.decode() for text in _submessages(constant, CONSTANT_STRING))
    for kind, fields in _INNER.items():
        for node in _submessages(expression, kind):
            for field in fields:
                for inner in _submessages(node, field):
                    yield from _strings(inner)


def _submessages(data: bytes, number: int) -> Iterator[bytes]:
    for field, kind, value in _fields(data):
        if field == number and kind == BYTES:
            yield value


def _fields(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, kind = tag >> 3, tag & 7
        if kind == VARINT:
            end = _varint(data, at)[1]
        elif kind == BYTES:
            length, at = _varint(data, at)
            end = at + length
        elif kind in (FIXED64, FIXED32):
            end = at + (8 if kind == FIXED64 else 4)
        else:
            raise ValueError(f"wire type {kind} at byte {at} is not one of protocol buffers 3")
        if end > len(data):
            raise ValueError(f"field {number} ends behind the data")
        yield number, kind, data[at:end]
        at = end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data):
        byte = data[at]
        at += 1
        value |= (byte & ~MORE_BYTES_FOLLOW) << shift
        if not byte & MORE_BYTES_FOLLOW:
            return value, at
        shift += 7
    raise ValueError("a number ends behind the data")
