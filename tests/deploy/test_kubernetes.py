"""The Kubernetes manifests keep their schemas, alone and with kustomize's patch merged in."""

import copy
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from deadwax.wiring import STAGES
from runtime.settings import PREFIX, Settings

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "kubernetes"
VERSION = "1.34"
KUSTOMIZATION: dict[str, Any] = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())


def documents(name: str) -> list[dict[str, Any]]:
    return [made for made in yaml.safe_load_all((FOLDER / name).read_text()) if made]


def merged(base: Any, patch: Any) -> Any:
    """A strategic merge, as far as these manifests need it: maps by key, lists of named things by name."""
    if isinstance(base, dict) and isinstance(patch, dict):
        return {
            key: merged(base[key], patch[key])
            if key in base and key in patch
            else patch.get(key, base.get(key))
            for key in [*base, *(key for key in patch if key not in base)]
        }
    if isinstance(base, list) and isinstance(patch, list) and all("name" in each for each in base + patch):
        by_name = {each["name"]: each for each in base}
        for each in patch:
            by_name[each["name"]] = merged(by_name.get(each["name"], {}), each)
        return list(by_name.values())
    return patch


def workers() -> list[dict[str, Any]]:
    (patch,) = documents("worker.yaml")
    made = []
    for base in documents("workers.yaml"):
        whole = merged(copy.deepcopy(base), patch)
        whole["metadata"]["name"] = base["metadata"]["name"]
        made.append(whole)
    return made


RESOURCES = [
    pytest.param(document, id=f"{name}-{document['kind']}-{document['metadata']['name']}")
    for name in KUSTOMIZATION["resources"]
    for document in documents(name)
]


@pytest.mark.parametrize("document", RESOURCES)
def test_a_manifest_keeps_its_schema(document: dict[str, Any]) -> None:
    kubernetes_validate.validate(document, VERSION, strict=True)


@pytest.mark.parametrize("worker", workers(), ids=lambda worker: worker["metadata"]["name"])
def test_a_worker_keeps_its_schema_once_it_is_whole(worker: dict[str, Any]) -> None:
    kubernetes_validate.validate(worker, VERSION, strict=True)
    (container,) = worker["spec"]["template"]["spec"]["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["resources"]["limits"]
    assert container["args"][0] == "worker"
    broken = copy.deepcopy(worker)
    broken["spec"]["template"]["spec"]["containers"][0]["livenesProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, VERSION, strict=True)


def test_every_stage_is_deployed() -> None:
    started = {
        worker["metadata"]["name"]: worker["spec"]["template"]["spec"]["containers"][0]["args"][1]
        for worker in workers()
    }
    assert started == {stage: stage for stage in ("inbox", *STAGES)}


def test_the_patch_reaches_every_worker_and_nothing_else() -> None:
    (target,) = [patch["target"] for patch in KUSTOMIZATION["patches"]]
    key, _, value = target["labelSelector"].partition("=")
    every = [each.values[0] for each in RESOURCES if each.values[0]["kind"] == target["kind"]]
    reached = {each["metadata"]["name"] for each in every if each["metadata"]["labels"].get(key) == value}
    assert reached == {worker["metadata"]["name"] for worker in workers()}


def test_every_file_is_used() -> None:
    used = {*KUSTOMIZATION["resources"], *(patch["path"] for patch in KUSTOMIZATION["patches"])}
    assert used | {"kustomization.yaml"} == {path.name for path in FOLDER.iterdir()}


def test_every_setting_exists_and_can_be_used() -> None:
    (settings,) = documents("settings.yaml")
    given = {name.removeprefix(PREFIX).lower(): value for name, value in settings["data"].items()}
    assert set(given) <= set(Settings.model_fields)
    Settings.model_validate(given)


def test_volumes_and_settings_that_are_named_are_there() -> None:
    names = {(each.values[0]["kind"], each.values[0]["metadata"]["name"]) for each in RESOURCES}
    api = next(each.values[0] for each in RESOURCES if each.values[0]["metadata"]["name"] == "api")
    for deployment in (*workers(), api):
        pod = deployment["spec"]["template"]["spec"]
        assert ("ServiceAccount", pod["serviceAccountName"]) in names
        for volume in pod["volumes"]:
            if claim := volume.get("persistentVolumeClaim"):
                assert ("PersistentVolumeClaim", claim["claimName"]) in names
        for source in pod["containers"][0]["envFrom"]:
            if reference := source.get("configMapRef"):
                assert ("ConfigMap", reference["name"]) in names
        mounted = {mount["name"] for mount in pod["containers"][0]["volumeMounts"]}
        assert mounted == {volume["name"] for volume in pod["volumes"]}
