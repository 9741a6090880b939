"""Turns messages into what the log holds, and back."""

from typing import TypeVar

from pydantic import ValidationError

from contracts.message import Message
from runtime.errors import NewerSchemaError, UnreadableMessageError
from runtime.log.record import Record

CONTENT_TYPE = "application/json"
MOST_PROBLEMS = 3

M = TypeVar("M", bound=Message)


def encode(message: Message) -> tuple[str, bytes, dict[str, str]]:
    """Return key, value and headers of ``message``.

    The value is UTF-8 JSON; the headers are those of CloudEvents 1.0 in binary mode over Kafka
    (``ce_…``), and ``schema_version``.
    """
    headers = {
        "ce_specversion": "1.0",
        "ce_id": message.message_id,
        "ce_type": type_name(type(message)),
        "ce_source": "deadwax",
        "ce_dataschema": schema_id(type(message)),
        "content-type": CONTENT_TYPE,
        "schema_version": message.SCHEMA_VERSION,
    }
    return message.partition_key, message.model_dump_json().encode(), headers


def decode(record: Record, message_type: type[M]) -> M:
    """Return the message that ``record`` holds.

    Reads every minor version of the schema that this Deadwax knows, older and newer. Raises
    ``NewerSchemaError`` for a newer major version and ``UnreadableMessageError`` for anything that is
    no message of ``message_type``.
    """
    declared = record.headers.get("ce_type")
    if declared is not None and declared != type_name(message_type):
        raise UnreadableMessageError(
            f"{place(record)} holds a {declared}, not a {type_name(message_type)}.",
            remedy="Find out which program writes to this topic.",
        )
    _check_version(record, message_type)
    try:
        return message_type.model_validate_json(record.value)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        told = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc']) or 'value'}: {problem['msg']}"
            for problem in problems[:MOST_PROBLEMS]
        )
        raise UnreadableMessageError(
            f"{place(record)} is no {type_name(message_type)}: {told} ({len(problems)} in all).",
            remedy="Correct the program that wrote it; the bytes are kept with this dead letter.",
        ) from error


def type_name(message_type: type[Message]) -> str:
    """The CloudEvents type of ``message_type``, for example ``deadwax.Track``."""
    return f"deadwax.{message_type.__name__}"


def schema_id(message_type: type[Message]) -> str:
    """The URI of the JSON Schema of ``message_type``, as ``deadwax schemas`` writes it."""
    return f"urn:deadwax:{message_type.__name__}:{message_type.SCHEMA_VERSION}"


def place(record: Record) -> str:
    """Words that say where ``record`` stands."""
    return f"The record {record.topic}/{record.partition} at offset {record.offset}"


def _check_version(record: Record, message_type: type[Message]) -> None:
    version = record.headers.get("schema_version")
    if version is None:
        return
    try:
        major = int(version.split(".")[0])
    except ValueError as error:
        raise UnreadableMessageError(
            f"{place(record)} has the schema version {version!r}, which is no version."
        ) from error
    known = int(message_type.SCHEMA_VERSION.split(".")[0])
    if major > known:
        raise NewerSchemaError(
            f"{place(record)} has schema version {version}; this Deadwax reads up to {known}.x.",
            remedy="Upgrade this worker, then replay the dead letter.",
        )
