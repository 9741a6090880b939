"""The Compose file keeps its schema and runs every stage with settings that exist."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema.validators import validator_for

from deadwax.wiring import STAGES
from runtime.settings import PREFIX, Settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return made


def problems(document: dict[str, Any]) -> list[str]:
    schema = get_builtin_schema("vendor.compose-spec")
    kind = validator_for(schema)
    return [f"{list(error.absolute_path)}: {error.message}" for error in kind(schema).iter_errors(document)]


def test_it_keeps_the_official_schema(compose: dict[str, Any]) -> None:
    assert problems(compose) == []
    compose["services"]["detect"]["comand"] = []
    assert problems(compose)
    del compose["services"]["detect"]["comand"]


def test_every_stage_has_a_service(compose: dict[str, Any]) -> None:
    services = compose["services"]
    started = {name: service["command"] for name, service in services.items() if "command" in service}
    for stage in ("inbox", *STAGES):
        assert started[stage][:2] == ["worker", stage]


def test_every_setting_exists_and_can_be_used(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        given = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in (service.get("environment") or {}).items()
            if name.startswith(PREFIX)
        }
        assert set(given) <= set(Settings.model_fields)
        Settings.model_validate(given)


def test_what_is_mounted_and_waited_for_is_there(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on") or {}) <= set(compose["services"])
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("./"):
                assert (DEPLOY / source).exists()
            elif not source.startswith("$"):
                assert source in compose["volumes"]
    build = compose["services"]["api"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
