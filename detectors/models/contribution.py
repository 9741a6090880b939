"""How much each feature moved a model's raw score."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contribution:
    """One feature's share of the raw score.

    ``value`` is the feature's value (None where missing), ``contribution`` its SHAP value in raw
    log-odds (LightGBM ``pred_contrib``): above 0 it raised the score.
    """

    feature: str
    value: float | None
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """All contributions of one score, in column order.

    ``base`` is the model's mean raw score; ``base + sum(contribution)`` is the raw score.
    """

    base: float
    contributions: tuple[Contribution, ...]

    @property
    def raw_score(self) -> float:
        return self.base + sum(c.contribution for c in self.contributions)

    def strongest(self, most: int) -> tuple[Contribution, ...]:
        """The ``most`` contributions that moved the score furthest, none that moved it by 0."""
        moved = [c for c in self.contributions if c.contribution != 0.0]
        return tuple(sorted(moved, key=lambda c: (-abs(c.contribution), c.feature))[:most])


def explanation(names: Sequence[str], values: Sequence[float | None], row: Sequence[float]) -> Explanation:
    """Read one row of ``pred_contrib``: a SHAP value for each feature, then the expected value."""
    parts = tuple(
        Contribution(name, value, float(shap)) for name, value, shap in zip(names, values, row, strict=False)
    )
    return Explanation(base=float(row[len(names)]), contributions=parts)
