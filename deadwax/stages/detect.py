"""Makes the stage that listens, counts and scores."""

from deadwax import __version__
from deadwax.wiring import Plant
from detectors.audio.listener import Listener
from detectors.duplicates.index import SoundIndex
from detectors.models.scorer import Scorer
from detectors.stage import DetectStage


def make(plant: Plant) -> DetectStage:
    """The stage, with the models in use and the index of sounds in the home."""
    listener = Listener(plant.workers, plant.settings)
    ai, spam = Scorer.load("ai"), Scorer.load("spam")
    for card in (ai.card, spam.card):
        plant.metrics.model.labels(card.name, card.version, card.model_sha256).set(1)
    sounds = SoundIndex(plant.settings.home / "sounds")
    version = f"deadwax-{__version__}"
    return DetectStage(listener, plant.objects, ai=ai, spam=spam, version=version, sounds=sounds)
