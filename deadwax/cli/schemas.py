"""``deadwax schemas``: the JSON Schema of every message."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from contracts.message import Message
from contracts.topics import TOPICS
from deadwax.cli.output import err, write_json

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write one file per message into this folder.")
    ] = None,
) -> None:
    """Print the JSON Schema of every message, as one object by message name, or write files."""
    every = {message.__name__: schema_of(message) for message in TOPICS}
    if output is None:
        write_json(every)
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, schema in every.items():
        path = output / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    err().print(f"Wrote {len(every)} schemas to {output}.")


def schema_of(message: type[Message]) -> dict[str, Any]:
    """The JSON Schema of a message as it stands on its topic, with its version and its topic's name."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:deadwax:{message.__name__}:{message.SCHEMA_VERSION}",
        "x-schema-version": message.SCHEMA_VERSION,
        "x-topic": TOPICS[message].name,
        **message.model_json_schema(mode="serialization"),
    }
