"""Which message travels on which topic. One message type, one topic."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from contracts.acknowledgement import Acknowledgement
from contracts.delivery import Delivery
from contracts.flag import Flag
from contracts.message import Message
from contracts.review_decision import ReviewDecision
from contracts.scored_track import ScoredTrack
from contracts.track import Track

M_co = TypeVar("M_co", bound=Message, covariant=True)


@dataclass(frozen=True, slots=True)
class Topic(Generic[M_co]):
    """A topic's name and the one message type on it."""

    name: str
    message_type: type[M_co]


DELIVERIES = Topic("deadwax.deliveries", Delivery)
ACKNOWLEDGEMENTS = Topic("deadwax.acknowledgements", Acknowledgement)
TRACKS = Topic("deadwax.tracks", Track)
SCORED_TRACKS = Topic("deadwax.scored-tracks", ScoredTrack)
FLAGS = Topic("deadwax.flags", Flag)
REVIEW_DECISIONS = Topic("deadwax.review-decisions", ReviewDecision)

TOPICS: MappingProxyType[type[Message], Topic[Message]] = MappingProxyType(
    {
        topic.message_type: topic
        for topic in (DELIVERIES, ACKNOWLEDGEMENTS, TRACKS, SCORED_TRACKS, FLAGS, REVIEW_DECISIONS)
    }
)
"""Every topic by its message type."""


def dead_letter_topic(topic: str) -> str:
    """The topic that holds what the stage reading ``topic`` could not process."""
    return f"{topic}.dead"
