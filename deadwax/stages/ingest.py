"""Makes the stage that reads deliveries."""

from deadwax.examining import examining
from deadwax.gate import gate_of
from deadwax.wiring import Plant
from ingest.stage import IngestStage


def make(plant: Plant) -> IngestStage:
    """The stage, with all that deliveries are held against."""
    make_examiner = plant.closing.enter_context(examining(plant.settings))
    gate = gate_of(plant.settings)
    return IngestStage(
        plant.objects.open, agreed=gate.agreed, schemas=gate.schemas, examiner=make_examiner(plant.objects)
    )
