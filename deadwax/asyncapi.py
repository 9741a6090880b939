"""The AsyncAPI document: every topic, every message with its headers, every stage."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from pydantic import TypeAdapter

from contracts.acknowledgement import Acknowledgement
from contracts.flag import Flag
from contracts.message import Message
from contracts.scored_track import ScoredTrack
from contracts.topics import (
    ACKNOWLEDGEMENTS,
    DELIVERIES,
    FLAGS,
    SCORED_TRACKS,
    TOPICS,
    TRACKS,
    Topic,
    dead_letter_topic,
)
from contracts.track import Track
from deadwax import __version__
from runtime.codec import CONTENT_TYPE, schema_id, type_name
from runtime.stages.stage import group_of

ASYNCAPI = "3.0.0"
REFERENCE = "#/components/schemas/{model}"

FLOWS: Mapping[str, tuple[Topic[Any], tuple[type[Message], ...]]] = MappingProxyType(
    {
        "ingest": (DELIVERIES, (Acknowledgement, Track)),
        "acknowledge": (ACKNOWLEDGEMENTS, ()),
        "register": (TRACKS, ()),
        "detect": (TRACKS, (ScoredTrack,)),
        "decide": (SCORED_TRACKS, (Flag,)),
        "deliver-flags": (FLAGS, ()),
        "deliver-changes": (ACKNOWLEDGEMENTS, ()),
    }
)
"""What each stage reads and sends."""

HEADERS = MappingProxyType(
    {
        "ce_specversion": "CloudEvents, binary mode: always 1.0.",
        "ce_id": "The message's id, made of its content: who has seen it may skip it.",
        "ce_type": "The message's type.",
        "ce_source": "Always deadwax.",
        "ce_dataschema": "The URI of the message's JSON Schema.",
        "content-type": "Always application/json.",
        "schema_version": "MAJOR.MINOR. An unknown minor version can be read, a newer major one cannot.",
        "traceparent": "W3C Trace Context, where the delivery is traced.",
        "tracestate": "W3C Trace Context.",
    }
)
OPTIONAL = frozenset({"traceparent", "tracestate"})
DEAD_HEADERS = MappingProxyType(
    {
        "dead_letter_id": "The id that deadwax dead knows it by.",
        "dead_stage": "The stage that could not process it.",
        "dead_topic": "Where it came from.",
        "dead_partition": "Its partition there.",
        "dead_offset": "Its offset there.",
        "dead_code": "The error's stable code.",
        "dead_text": "What went wrong.",
        "dead_remedy": "What helps.",
        "dead_attempts": "How often it was tried.",
        "dead_version": "The version of Deadwax that could not process it.",
    }
)


def document() -> dict[str, Any]:
    """The AsyncAPI 3 document of this version."""
    return {
        "asyncapi": ASYNCAPI,
        "info": {
            "title": "Deadwax",
            "version": __version__,
            "description": "The messages between the stages. Every record's key keeps its order.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": dict(_channels()),
        "operations": dict(_operations()),
        "components": {
            "schemas": _schemas(),
            "messages": {message.__name__: _message(message) for message in TOPICS}
            | {"DeadLetter": _dead_letter()},
        },
    }


def _channels() -> Iterator[tuple[str, dict[str, Any]]]:
    for message, topic in TOPICS.items():
        yield _channel_name(topic.name), _channel(topic.name, message.__name__)
        dead = dead_letter_topic(topic.name)
        yield _channel_name(dead), _channel(dead, "DeadLetter")


def _channel(topic: str, message: str) -> dict[str, Any]:
    return {
        "address": topic,
        "messages": {message: {"$ref": f"#/components/messages/{message}"}},
        "bindings": {"kafka": {"topic": topic}},
    }


def _operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for stage, (source, sends) in FLOWS.items():
        yield (
            f"{stage}.receive",
            _operation("receive", source.name, [source.message_type])
            | {
                "summary": f"The stage {stage} reads.",
                "bindings": {"kafka": {"groupId": {"type": "string", "enum": [group_of(stage)]}}},
            },
        )
        for message in sends:
            topic = TOPICS[message].name
            name = f"{stage}.send.{message.__name__}"
            yield name, _operation("send", topic, [message]) | {"summary": f"The stage {stage} sends."}


def _operation(action: str, topic: str, messages: Sequence[type[Message]]) -> dict[str, Any]:
    channel = f"#/channels/{_channel_name(topic)}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{message.__name__}"} for message in messages],
    }


def _message(message: type[Message]) -> dict[str, Any]:
    constants = {
        "ce_specversion": "1.0",
        "ce_type": type_name(message),
        "ce_source": "deadwax",
        "ce_dataschema": schema_id(message),
        "content-type": CONTENT_TYPE,
        "schema_version": message.SCHEMA_VERSION,
    }
    return {
        "name": message.__name__,
        "contentType": CONTENT_TYPE,
        "description": (message.__doc__ or "").strip(),
        "headers": {
            "type": "object",
            "required": [name for name in HEADERS if name not in OPTIONAL],
            "properties": {
                name: {"type": "string", "description": text}
                | ({"const": constants[name]} if name in constants else {})
                for name, text in HEADERS.items()
            },
        },
        "payload": {"$ref": REFERENCE.format(model=message.__name__)},
        "bindings": {
            "kafka": {"key": {"type": "string", "description": "Records with one key stay in order."}}
        },
    }


def _dead_letter() -> dict[str, Any]:
    return {
        "name": "DeadLetter",
        "description": "A record that a stage could not process, with its own bytes and headers.",
        "headers": {
            "type": "object",
            "required": list(DEAD_HEADERS),
            "properties": {
                name: {"type": "string", "description": text} for name, text in DEAD_HEADERS.items()
            },
        },
        "payload": {"description": "The bytes as they came."},
    }


def _schemas() -> dict[str, Any]:
    mode: Literal["serialization"] = "serialization"
    adapters = [(message, mode, TypeAdapter(message)) for message in TOPICS]
    _, definitions = TypeAdapter.json_schemas(adapters, ref_template=REFERENCE)
    return dict(definitions["$defs"])


def _channel_name(topic: str) -> str:
    return topic.replace(".", "-")
