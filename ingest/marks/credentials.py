"""Reads C2PA content credentials. Runs in a worker process: the library is native code."""

import json
from typing import Any

MOST_MANIFESTS = 40
MOST_ACTIONS = 60
MOST_TEXT = 300
_MOST_FIELDS = 20
_MIME_TYPES = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "mp4": "audio/mp4",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
READ_IN = frozenset(_MIME_TYPES)
"""The containers that content credentials are read in."""


def read_credentials(path: str, container: str, anchors: str) -> dict[str, Any]:
    """What the manifest store of the file at ``path`` says, in bounded size, as a JSON object.

    ``anchors`` are trusted certificates in PEM, or empty. ``state`` is ``Trusted``, ``Valid``, ``Invalid``,
    ``absent`` or ``unreadable``. Nothing is fetched from anywhere.
    """
    import c2pa  # noqa: PLC0415  native code that only worker processes load

    settings: dict[str, Any] = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
    if anchors:
        settings["trust"] = {"user_anchors": anchors}
    try:
        with (
            open(path, "rb") as file,  # noqa: PTH123  a path of ours, as text over the pipe
            c2pa.Context.from_dict(settings) as context,
            c2pa.Reader(_MIME_TYPES[container], file, context=context) as reader,
        ):
            state, store = reader.get_validation_state(), json.loads(reader.json())
    except c2pa.C2paError.ManifestNotFound:
        return {"state": "absent"}
    except c2pa.C2paError as error:
        return {"state": "unreadable", "problem": _short(error)}
    return {
        "state": str(state),
        "failures": [_short(each.get("code")) for each in store.get("validation_status") or []][
            :_MOST_FIELDS
        ],
        "manifests": _manifests(store),
    }


def _manifests(store: dict[str, Any]) -> list[dict[str, Any]]:
    """The active manifest, then those of its ingredients, each once, with its depth and relationship."""
    known: dict[str, Any] = store.get("manifests") or {}
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    waiting: list[tuple[Any, int, str]] = [(store.get("active_manifest"), 0, "active")]
    while waiting and len(found) < MOST_MANIFESTS:
        label, depth, relationship = waiting.pop(0)
        manifest = known.get(label)
        if label in seen or not isinstance(manifest, dict):
            continue
        seen.add(label)
        found.append(_manifest(manifest, depth, relationship))
        waiting += [
            (ingredient.get("active_manifest"), depth + 1, str(ingredient.get("relationship")))
            for ingredient in manifest.get("ingredients") or []
        ]
    return found


def _manifest(manifest: dict[str, Any], depth: int, relationship: str) -> dict[str, Any]:
    signature = manifest.get("signature_info") or {}
    assertions = [each for each in manifest.get("assertions") or [] if isinstance(each, dict)]
    actions = [
        action
        for each in assertions
        if str(each.get("label")).startswith("c2pa.actions") and isinstance(each.get("data"), dict)
        for action in each["data"].get("actions") or []
    ][:MOST_ACTIONS]
    generators = [info.get("name") for info in manifest.get("claim_generator_info") or []]
    agents = [_agent(action.get("softwareAgent")) for action in actions]
    names = [signature.get("issuer"), signature.get("common_name"), manifest.get("claim_generator")]
    return {
        "depth": depth,
        "relationship": _short(relationship),
        "signer": _short(signature.get("common_name") or signature.get("issuer") or ""),
        "signed_at": _short(signature.get("time") or ""),
        "names": list(dict.fromkeys(_short(n) for n in (*names, *generators, *agents) if n))[:_MOST_FIELDS],
        "actions": [
            {
                "action": _short(action.get("action") or ""),
                "source": _short(action.get("digitalSourceType") or ""),
                "text": _short(action.get("description") or ""),
            }
            for action in actions
        ],
        "assertions": {
            _short(each.get("label")): _scalars(each["data"])
            for each in assertions[:MOST_ACTIONS]
            if isinstance(each.get("data"), dict)
        },
    }


def _agent(agent: Any) -> Any:
    return agent.get("name") if isinstance(agent, dict) else agent


def _scalars(data: dict[str, Any]) -> dict[str, str]:
    plain = {k: v for k, v in data.items() if isinstance(v, str | int | float)}
    return {_short(k): _short(v) for k, v in list(plain.items())[:_MOST_FIELDS]}


def _short(value: Any) -> str:
    return str(value)[:MOST_TEXT]
