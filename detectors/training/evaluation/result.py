"""What an evaluation found, as programs read it."""

from detectors.models.card import CardPart, Metric


class UnderAttack(CardPart):
    """All recordings under one attack. ``abstained`` counts those that were not judged."""

    attack: str
    abstained: int
    auc: Metric | None
    recall_at_1_percent: Metric | None
    recall: Metric
    false_alarms: Metric


class Group(CardPart):
    """A share of one group of recordings that lies at or over the review threshold."""

    label: str
    name: str
    over: Metric


class Calibrated(CardPart):
    """The expected calibration error of one group of recordings."""

    name: str
    error: Metric


class Side(CardPart):
    """Another detector on the same recordings as published: its own ranking, no threshold of ours."""

    name: str
    auc: Metric | None
    recall_at_1_percent: Metric | None


class Evaluation(CardPart):
    """Everything that was measured. Without ``held_out`` the model may have heard the recordings before."""

    model: str
    model_sha256: str
    held_out: bool
    manifest_sha256: str
    recordings: dict[str, int]
    seconds: float
    thresholds: dict[str, float]
    calibration_error: Metric | None
    calibration_by_format: tuple[Calibrated, ...] = ()
    attacks: tuple[UnderAttack, ...]
    sources: tuple[Group, ...]
    formats: tuple[Group, ...]
    vocals: tuple[Group, ...]
    beside: tuple[Side, ...] = ()

    def card_metrics(self) -> dict[str, Metric]:
        """The figures that a model card keeps, by name."""
        figures: dict[str, Metric] = {}
        for found in self.attacks:
            named = {
                "AUC": found.auc,
                "recall at 1 % false alarms": found.recall_at_1_percent,
                "recall at review": found.recall,
                "false alarms at review": found.false_alarms,
            }
            figures |= {f"{PREFIX}{found.attack}, {k}": m for k, m in named.items() if m is not None}
        for title, groups in (("source", self.sources), ("format", self.formats), ("sung", self.vocals)):
            figures |= {f"{PREFIX}{title} {g.label} {g.name}": g.over for g in groups}
        if self.calibration_error is not None:
            figures[f"{PREFIX}expected calibration error"] = self.calibration_error
        for group in self.calibration_by_format:
            figures[f"{PREFIX}expected calibration error, format {group.name}"] = group.error
        return figures


PREFIX = "evaluated: "
"""What the evaluation's figures on a card begin with."""
