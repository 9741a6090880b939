"""The stage that hears a track, counts it, compares it, and scores it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from contracts.campaign import Campaign
from contracts.evidence import AudioExhibit, Evidence
from contracts.message import Message
from contracts.scored_track import Listening, ListeningStatus, Score, ScoredTrack
from contracts.topics import TRACKS
from contracts.track import Track
from detectors.audio.heard import Heard, unheard
from detectors.campaigns.graph import join
from detectors.campaigns.suspect import suspect_of
from detectors.conclusions import conclusions
from detectors.delivery import Values
from detectors.duplicates.content import content_features
from detectors.duplicates.copies import Copies
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.index import SoundIndex
from detectors.duplicates.slices import Ends, SliceStore, ends_of
from detectors.evidence import (
    contribution_evidence,
    disclosure_evidence,
    fact_evidence,
    held_against,
    named_resemblance,
    reputation_evidence,
)
from detectors.insert import insert_new
from detectors.length import with_length
from detectors.models.scorer import Scorer
from detectors.models.upload_forest import upload_forest
from detectors.names.register import ProtectedNames, listings
from detectors.observer import Observer
from detectors.second_look import second_look
from detectors.tables import counted_tracks
from detectors.unusual import unusual_evidence
from runtime.errors import DeadwaxError, FatalError, RetryableError
from runtime.objects import Objects


class Ear(Protocol):
    """Listens to a file, in whatever process."""

    def listen(self, path: Path) -> Heard:
        """What was heard; a file that cannot be heard gives a listening that says so."""
        ...

    def look_closer(self, path: Path, heard: Heard) -> Heard:
        """The same with its parts by time."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was heard of a track, and the AI score of it."""

    listening: Listening
    features: Values
    exhibit: AudioExhibit | None
    fingerprint: Fingerprint | None
    ends: Ends | None
    ai: Score


class DetectStage:
    """Turns a track into a scored track with its evidence.

    A file that is missing or cannot be heard stops nothing: the track goes on with what is known of
    its delivery, and its listening says why it was not heard. Counting is idempotent by
    ``track_id``. ``version`` names the pipeline in what it sends; ``sounds`` finds copies, and is made
    from the database where it is not given.
    """

    name = "detect"
    source = TRACKS

    def __init__(
        self,
        listener: Ear,
        objects: Objects,
        *,
        ai: Scorer,
        spam: Scorer,
        version: str,
        sounds: SoundIndex | None = None,
    ) -> None:
        self._listener = listener
        self._objects = objects
        self._ai = ai
        self._spam = spam
        self._version = version
        self._forest = upload_forest()
        self._names = ProtectedNames()
        self._copies = Copies(SoundIndex() if sounds is None else sounds)

    def prepare(self, message: Track) -> Prepared:
        """Listen to the track's file and score what was heard."""
        heard = self._heard(message)
        self._copies.tidy()
        heard, ai = self._looked_closer(message, heard, self._ai_score(message, heard))
        features = dict(heard.features) | content_features(heard.fingerprint, heard.exhibit)
        ends = ends_of(heard.fingerprint, heard.exhibit)
        return Prepared(heard.listening, features, heard.exhibit, heard.fingerprint, ends, ai)

    def apply(self, message: Track, prepared: Prepared, connection: Connection) -> Sequence[Message]:
        """Measure the track against all that came before it, count it, and score it.

        A track that was counted already was also sent, in the same transaction: nothing is done.
        """
        row = {"track_id": message.track_id, "counted_for": message.received_at}
        if not insert_new(connection, counted_tracks, row):
            return ()
        duration_s = prepared.listening.duration_s or message.duration_s
        names = self._names.index(connection)
        observer = Observer.on(connection, names)
        features = prepared.features | observer.observe(message, duration_s, prepared.ai.probability)
        copies = self._copies.compare(message, prepared.fingerprint, connection)
        features |= copies.features
        if prepared.exhibit is not None:
            features["slice_joins"] = SliceStore(connection).joins(message, prepared.ends)
        features |= conclusions(features)
        features["upload_novelty"] = self._forest.novelty(features)
        listed = listings(connection, message.display_artist, message.received_at)
        beside = reputation_evidence(listed) + unusual_evidence(self._forest, features)
        spam = self._spam_score(features, copies.evidence + beside)
        if features["artist_lookalike"]:
            artist = message.display_artist
            evidence = named_resemblance(spam.evidence, artist, names.resembled(artist))
            spam = spam.model_copy(update={"evidence": evidence})
        scored = ScoredTrack(
            track=with_length(message, prepared.listening),
            listening=prepared.listening,
            scores=(prepared.ai, spam),
            features=features,
            exhibit=prepared.exhibit,
            pipeline_version=self._version,
            campaign=self._campaign(message, spam, features, copies.recording, connection),
        )
        return (scored,)

    def _campaign(
        self, track: Track, spam: Score, features: Values, recording: int | None, connection: Connection
    ) -> Campaign | None:
        """The campaign that the track joins; None where it is not suspicious, or tied to nobody."""
        if spam.probability is None or spam.probability < self._spam.card.explain_threshold:
            return None
        return join(connection, suspect_of(track, features, held_against(spam.evidence), recording))

    def _heard(self, track: Track) -> Heard:
        sound = track.sound
        if sound is None or sound.location is None:
            return unheard(ListeningStatus.FAILED, "The delivery lacks the file.")
        try:
            return self._listener.listen(self._objects.path(sound.location))
        except (RetryableError, FatalError):
            raise
        except DeadwaxError as error:
            return unheard(ListeningStatus.FAILED, str(error))

    def _looked_closer(self, track: Track, heard: Heard, ai: Score) -> tuple[Heard, Score]:
        """What a second pass adds where the score is worth one and the file is still there."""
        sound = track.sound
        if ai.probability is None or sound is None or sound.location is None:
            return heard, ai
        try:
            path = self._objects.path(sound.location)
            closer, said = second_look(self._listener, path, heard, ai.probability, self._ai)
        except (RetryableError, FatalError):
            raise
        except DeadwaxError:
            return heard, ai
        return closer, ai.model_copy(update={"evidence": ai.evidence + said})

    def _ai_score(self, track: Track, heard: Heard) -> Score:
        card = self._ai.card
        if heard.listening.status is not ListeningStatus.OK:
            return _score(self._ai, None, (), heard.listening.reason or "The track could not be heard.")
        probability = self._ai.score(heard.features)
        evidence: tuple[Evidence, ...] = ()
        if probability >= card.explain_threshold:
            evidence = disclosure_evidence(track, probability, card.explain_threshold)
            evidence += contribution_evidence(self._ai.explain(heard.features))
        return _score(self._ai, probability, evidence, None)

    def _spam_score(self, features: Values, also: tuple[Evidence, ...]) -> Score:
        probability = self._spam.score(features)
        evidence: tuple[Evidence, ...] = ()
        if probability >= self._spam.card.explain_threshold:
            evidence = contribution_evidence(self._spam.explain(features))
        evidence += fact_evidence(features, evidence) + also
        return _score(self._spam, probability, evidence, None)


def _score(
    scorer: Scorer, probability: float | None, evidence: Sequence[Evidence], reason: str | None
) -> Score:
    card = scorer.card
    return Score(
        name=card.name,
        probability=probability,
        model=card.model,
        model_sha256=card.model_sha256,
        reason=reason,
        evidence=tuple(evidence),
    )
