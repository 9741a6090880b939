"""The fingerprint of a model's columns."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from contracts.features.spec import FeatureSpec
from detectors.errors import FeatureSchemaError


def schema_sha256(specs: Iterable[FeatureSpec]) -> str:
    """SHA-256 (hex) of the JSON ``[[name, unit], …]`` in column order.

    A renamed, re-ordered or re-united feature changes it; a reworded meaning does not.
    """
    text = json.dumps([[s.name, s.unit] for s in specs], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


_MOST_NAMED = 5


def specs_of(
    names: Iterable[str], vocabulary: Mapping[str, FeatureSpec], where: str
) -> tuple[FeatureSpec, ...]:
    """The vocabulary's entries for ``names``, in order; FeatureSchemaError names those it lacks."""
    wanted = tuple(names)
    unknown = [name for name in wanted if name not in vocabulary]
    if unknown:
        raise FeatureSchemaError(
            f"{where}: the feature vocabulary has no {', '.join(unknown[:_MOST_NAMED])}"
            + (f" and {len(unknown) - _MOST_NAMED} more." if len(unknown) > _MOST_NAMED else "."),
            remedy="Train the model again with today's features: deadwax train.",
        )
    return tuple(vocabulary[name] for name in wanted)
