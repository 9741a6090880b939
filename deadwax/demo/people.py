"""Honest labels of several sizes and scripts, and those whose deliveries are broken."""

from dataclasses import replace

from contracts.disclosure import DisclosureLevel
from deadwax.demo import names
from deadwax.demo.plan import Credit, Fault, Kind, PlannedTrack
from deadwax.demo.studio import Studio

VERSIONS = ("4.3.2", "4.3", "3.8.2")
SIZES = (1, 2, 1, 4, 1, 3, 6, 1, 10, 2)
LABELS = 22
FAULTS = (Fault.WRONG_HASH, Fault.CONTRADICTION, Fault.MISSING_FILE, Fault.CUT_SHORT)


def honest(studio: Studio, tracks: int) -> None:
    """Plan honest releases until there are ``tracks`` tracks, spread over the labels."""
    senders = [studio.sender(studio.label(), VERSIONS[n % len(VERSIONS)]) for n in range(min(LABELS, tracks))]
    left, turn = tracks, 0
    while left > 0:
        sender = senders[turn % len(senders)]
        # The largest labels come back with albums, the others with singles and EPs.
        size = min(left, SIZES[(turn + turn // len(SIZES)) % len(SIZES)])
        tongue = names.TONGUES[turn % len(names.TONGUES)] if turn % 2 else None
        artist = names.phrase(tongue, studio.rng) if tongue else names.band(studio.rng)
        planned = tuple(
            PlannedTrack(
                isrc=studio.isrc(sender),
                title=names.phrase(tongue, studio.rng) if tongue else names.title(studio.rng),
                artist=artist,
                kind=Kind.HONEST,
                recipe=studio.human(),
                disclosure=DisclosureLevel.NONE if turn % 4 == 0 else DisclosureLevel.UNDECLARED,
                credits=studio.producer(),
                instrumental=turn % 3 != 0,
            )
            for _ in range(size)
        )
        language = tongue.language if tongue else "en"
        studio.release(sender, planned, arrival=studio.at(6, 22), label=sender.name, language=language)
        left -= size
        turn += 1


def broken(studio: Studio, tracks: int) -> None:
    """Plan deliveries with something wrong in them, one fault after the other."""
    senders = [studio.sender(studio.label(), "4.3.2") for _ in range(min(len(FAULTS), tracks))]
    for number in range(tracks):
        fault = FAULTS[number % len(FAULTS)]
        sender = senders[number % len(senders)]
        contradicts = fault is Fault.CONTRADICTION
        track = PlannedTrack(
            isrc=studio.isrc(sender),
            title=names.title(studio.rng),
            artist=names.band(studio.rng),
            kind=Kind.BROKEN,
            recipe=studio.human(),
            disclosure=DisclosureLevel.NONE if contradicts else DisclosureLevel.UNDECLARED,
            credits=(
                Credit(names.person(studio.rng), "StudioProducer", DisclosureLevel.PARTLY)
                if contradicts
                else studio.producer()[0],
            ),
        )
        release = studio.release(sender, (track,), arrival=studio.at(8, 20), label=sender.name)
        studio.releases[-1] = replace(release, fault=fault)
