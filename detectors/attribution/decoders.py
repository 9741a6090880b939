"""The decoders that a trace is compared with, and the comparison."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from contracts.evidence import Attribution
from contracts.features.registry import FEATURES as VOCABULARY
from detectors.attribution.signature import FEATURES, signature
from detectors.errors import FeatureSchemaError, ModelMissingError
from detectors.models.card import CardPart, Metric, TrainedOn
from detectors.models.schema import schema_sha256, specs_of

FloatArray = NDArray[np.float64]

MOST_NAMES = 3
_AS_NEAR = 1.5


class Kind(CardPart):
    """One decoder: the middle of its signatures, and the squared distance within which one is its own."""

    name: str
    recordings: int
    middle: tuple[float, ...]
    limit: float


class Confusion(CardPart):
    """What was said of recordings of one decoder: how often its own name, others beside it, and so on."""

    decoder: str
    right: int
    among: int
    unknown: int
    wrong: int
    said_wrongly: tuple[str, ...] = ()


class Decoders(CardPart):
    """All decoders that were heard, with how the answers did on sources and decoders held out.

    ``precision`` is the inverse of the spread that signatures of one decoder have, alike for all.
    """

    kinds: tuple[Kind, ...]
    precision: tuple[tuple[float, ...], ...]
    feature_schema_sha256: str
    trained_on: TrainedOn
    metrics: dict[str, Metric] = Field(default_factory=dict)
    unseen_sources: tuple[Confusion, ...] = ()
    unseen_decoders: tuple[Confusion, ...] = ()

    def nearest(self, features: Mapping[str, float | None]) -> tuple[str, ...]:
        """The decoder that the trace is like, or up to three that cannot be told apart; none: unknown."""
        own = signature(features)
        return () if own is None else self.nearest_to(own)

    def nearest_to(self, own: FloatArray) -> tuple[str, ...]:
        """The same for a signature."""
        away = own - np.array([kind.middle for kind in self.kinds])
        limits = np.array([kind.limit for kind in self.kinds])
        distance = np.einsum("ij,jk,ik->i", away, np.array(self.precision), away) / limits
        if distance.min() > 1.0:
            return ()
        order = np.argsort(distance, kind="stable")
        near = [self.kinds[i].name for i in order if distance[i] <= _AS_NEAR * distance.min()]
        return tuple(near) if len(near) <= MOST_NAMES else ()

    def attribute(self, features: Mapping[str, float | None]) -> Attribution:
        """The answer in words."""
        names = self.nearest(features)
        return Attribution(text=_said(names, len(self.kinds)), compared=len(self.kinds), names=names)


def _said(names: Sequence[str], compared: int) -> str:
    if not names:
        return f"Unknown decoder: the trace is like that of none of the {compared} decoders heard before."
    if len(names) == 1:
        return f"The trace is like that of {names[0]}, of {compared} decoders heard before."
    several = f"{', '.join(names[:-1])} or {names[-1]}"
    return f"The trace is like that of {several}, which cannot be told apart here."


def schema() -> str:
    """The digest of the features that signatures are made of."""
    return schema_sha256(specs_of(FEATURES, VOCABULARY, "attribution"))


def path_of(name: str, directory: Path) -> Path:
    """Where the decoders of a model lie."""
    return directory / f"{name}.decoders.json"


def load(name: str, directory: Path) -> Decoders | None:
    """The decoders beside a model; None where none were learnt.

    Raises ModelMissingError where the file is something else, FeatureSchemaError where the features it was
    made of have changed.
    """
    path = path_of(name, directory)
    if not path.is_file():
        return None
    try:
        found = Decoders.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ModelMissingError(
            f"{path}: these are no decoders to compare with.",
            remedy="Restore the file, or learn them again: deadwax train decoders.",
        ) from error
    if found.feature_schema_sha256 != schema():
        raise FeatureSchemaError(
            f"{path}: the features that decoders are told apart by have changed since.",
            remedy="Learn them again with today's features: deadwax train decoders.",
        )
    return found
