"""Makes the stage that decides."""

from deadwax.wiring import Plant
from policy.load import load
from policy.stage import DecideStage


def make(plant: Plant) -> DecideStage:
    """The stage, with the live policy."""
    policy = load(plant.settings.policy_path)
    plant.metrics.policy.labels(policy.document.name, policy.sha256).set(1)
    return DecideStage(policy, plant.clock)
