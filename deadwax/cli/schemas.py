"""``deadwax schemas``: the JSON Schema of every message."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from contracts.message import Message
from contracts.topics import TOPICS
from deadwax.asyncapi import document
from deadwax.cli.output import err, write_json
from runtime.codec import schema_id

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write one file per message into this folder.")
    ] = None,
    as_asyncapi: Annotated[
        bool, typer.Option("--asyncapi", help="The AsyncAPI 3 document of all topics and stages.")
    ] = False,
) -> None:
    """Print the JSON Schema of every message, as one object by message name, or write files."""
    if as_asyncapi:
        _put(document(), "asyncapi.json", output)
        return
    every = {message.__name__: schema_of(message) for message in TOPICS}
    if output is None:
        write_json(every)
        return
    for name, schema in every.items():
        _put(schema, f"{name}.schema.json", output)
    err().print(f"Wrote {len(every)} schemas to {output}.")


def _put(value: dict[str, Any], name: str, folder: Path | None) -> None:
    if folder is None:
        write_json(value)
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def schema_of(message: type[Message]) -> dict[str, Any]:
    """The JSON Schema of a message as it stands on its topic, with its version and its topic's name."""
    return {
        "$schema": DIALECT,
        "$id": schema_id(message),
        "x-schema-version": message.SCHEMA_VERSION,
        "x-topic": TOPICS[message].name,
        **message.model_json_schema(mode="serialization"),
    }
