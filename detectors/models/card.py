"""What is known about a model: what it is, what it was trained on, how well it does, where it ends."""

from bisect import bisect_right
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class CardPart(BaseModel):
    """A frozen piece of a card; an unknown field is refused, since it may be a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Calibration(CardPart):
    """Platt scaling: ``probability = 1 / (1 + exp(-(a * log_odds + b)))``."""

    kind: Literal["platt"] = "platt"
    a: float
    b: float


class Metric(CardPart):
    """A measured number with the number of cases behind it and its 95 % interval where there is one.

    ``text`` says what was measured, on what, and how the interval was made.
    """

    value: float
    n: int
    low: float | None = None
    high: float | None = None
    text: str = ""


class TrainedOn(CardPart):
    """What the model learnt from.

    ``manifest_sha256`` identifies the training rows: the digest of their ids, labels and sources.
    """

    text: str
    counts: dict[str, int]
    manifest_sha256: str


class Reached(CardPart):
    """What a threshold was chosen for, and what the recordings at hand show of it.

    ``over`` of ``n`` recordings by people lie at or above ``threshold``; ``bound`` is the exact one-sided
    upper bound of their rate at 95 %. ``shown`` says whether they keep the objective's rate, ``most``;
    ``text`` says how many recordings it would take where they are too few.
    """

    objective: str
    most: float
    threshold: float
    n: int
    over: int
    bound: float
    shown: bool
    text: str


class ModelCard(CardPart):
    """A model's card, which lies beside its text file as ``<name>.card.json``.

    ``features`` are the columns in order. ``thresholds`` are calibrated probabilities by name:
    ``explain`` (from here on reasons are computed), ``review`` and ``hold`` at least;
    ``objectives`` says of each how it was chosen, ``reached`` what could be shown of it. ``people`` are
    out-of-fold probabilities of honest examples (recordings by people, honest senders' tracks) in ascending
    order, evenly spaced quantiles from the lowest to the highest; empty where they were not kept.
    """

    name: str
    version: str
    created: datetime
    model_file: str
    model_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    features: tuple[str, ...]
    feature_schema_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    calibration: Calibration
    thresholds: dict[str, float]
    objectives: dict[str, str] = Field(default_factory=dict)
    reached: dict[str, Reached] = Field(default_factory=dict)
    trained_on: TrainedOn
    metrics: dict[str, Metric] = Field(default_factory=dict)
    limits: tuple[str, ...] = ()
    people: tuple[float, ...] = ()

    def percentile(self, probability: float) -> float | None:
        """The share (0 to 100) of honest examples surely below ``probability``; None if not known."""
        if not self.people:
            return None
        below = max(0, bisect_right(self.people, probability) - 1)
        return 100.0 * below / max(1, len(self.people) - 1)

    @property
    def model(self) -> str:
        """Name and version, as scores carry it."""
        return f"{self.name}-{self.version}"

    @property
    def explain_threshold(self) -> float:
        """The lowest probability that is worth reasons: ``explain``, else ``review``."""
        return self.thresholds.get("explain", self.thresholds.get("review", 0.5))
