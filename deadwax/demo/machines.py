"""Senders of AI music: silent, lying, or open about it."""

from contracts.disclosure import DisclosureLevel
from deadwax.demo import names
from deadwax.demo.plan import Credit, Kind, PlannedTrack
from deadwax.demo.studio import GENERATORS, Studio

SILENT_SENDERS = (
    ("Wavemill Distribution", "4.3.2"),
    ("Loopforge", "4.3"),
    ("Noctule Audio", "3.8.2"),
    ("Prism Feed", "4.3.2"),
)
DENYING_SENDERS = (("Truehand Records", "4.3.2"), ("Bareboard Music", "4.3.2"))
OPEN_SENDERS = (("Synthetic Garden", "4.3.2"), ("Openloom", "4.3.2"), ("Halfway Studio", "4.3.2"))

DISCLOSED = (DisclosureLevel.ALL, DisclosureLevel.PARTLY)


def undisclosed(studio: Studio, tracks: int) -> None:
    """Plan AI music that says nothing, in versions that could have said it and in those that could not."""
    _deliver(studio, SILENT_SENDERS, tracks, Kind.AI_UNDISCLOSED, DisclosureLevel.UNDECLARED)


def denied(studio: Studio, tracks: int) -> None:
    """Plan AI music whose message says that none of it is."""
    _deliver(studio, DENYING_SENDERS, tracks, Kind.AI_DENIED, DisclosureLevel.NONE)


def disclosed(studio: Studio, tracks: int) -> None:
    """Plan AI music that says that all of it is."""
    _deliver(studio, OPEN_SENDERS[:2], tracks, Kind.AI_ALL, DisclosureLevel.ALL)


def partly(studio: Studio, tracks: int) -> None:
    """Plan music by a person and a machine that says so."""
    _deliver(studio, OPEN_SENDERS[2:], tracks, Kind.AI_PARTLY, DisclosureLevel.PARTLY)


def _deliver(
    studio: Studio,
    senders: tuple[tuple[str, str], ...],
    tracks: int,
    kind: Kind,
    level: DisclosureLevel,
) -> None:
    known = [studio.sender(name, ern) for name, ern in senders[:tracks]]
    # A sender uses one generator, as its users do.
    first = int(studio.rng.integers(len(GENERATORS)))
    # Who says openly what a track is releases it under a name to keep; the others invent one each time.
    open_names = [names.band(studio.rng) for _ in known] if level in DISCLOSED else None
    for number in range(tracks):
        place = number % len(known)
        track = PlannedTrack(
            isrc=studio.isrc(known[place]),
            title=names.title(studio.rng),
            artist=open_names[place] if open_names else names.person(studio.rng),
            kind=kind,
            recipe=studio.machine(GENERATORS[(first + place) % len(GENERATORS)]),
            disclosure=level,
            credits=_credits(studio, level),
            instrumental=level is not DisclosureLevel.PARTLY,
        )
        studio.release(known[place], (track,), arrival=studio.at(5, 23))


def _credits(studio: Studio, level: DisclosureLevel) -> tuple[Credit, ...]:
    if level is DisclosureLevel.ALL:
        return (Credit("", "StudioProducer", DisclosureLevel.ALL, generative=True),)
    human = Credit(names.person(studio.rng), "StudioProducer")
    if level is DisclosureLevel.PARTLY:
        return (human, Credit("", "LeadVocalist", DisclosureLevel.ALL, generative=True))
    return (human,)
