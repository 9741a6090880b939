"""Inboxes with short sounds for tests of the whole line."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deadwax.demo.ern_writer import write
from deadwax.demo.identifiers import dpid, icpn, isrc
from deadwax.demo.plan import Format, Kind, PlannedRelease, PlannedTrack, Recipe, Sender
from deadwax.demo.sound import produce
from detectors.training.decoder_families import FAMILIES
from detectors.training.decoders import DecoderFaults
from detectors.training.synthesis.style import Style

DAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
STYLES = (Style.BAND, Style.PIANO, Style.STRINGS, Style.LOFI)


def recipe(seed: int, seconds: float, *, machine: bool = False, form: Format = Format.WAV) -> Recipe:
    """A short sound; a machine's carries a strong trace."""
    made = Recipe(seed, STYLES[seed % len(STYLES)], seconds, form)
    if machine:
        family = next(f for f in FAMILIES if f.name == "dac-44k")
        made = replace(made, decoder=family, faults=DecoderFaults(bias=0.02))
    return made


def release(number: int, recipes: list[Recipe], *, sender: int = 0) -> PlannedRelease:
    """A release of a sender with one track for each recipe."""
    tracks = tuple(
        PlannedTrack(
            isrc=isrc(200 + sender, number * 100 + place),
            title=f"Song {number}.{place}",
            artist=f"Artist {number}",
            kind=Kind.HONEST,
            recipe=each,
        )
        for place, each in enumerate(recipes)
    )
    return PlannedRelease(
        sender=Sender(f"Sender {sender}", dpid(2026000500 + sender), "4.3.2"),
        label=f"Label {sender}",
        artist=f"Artist {number}",
        title=f"Album {number}",
        icpn=icpn(50, number),
        genre="Pop",
        language="en",
        arrival=DAY + timedelta(minutes=number),
        tracks=tracks,
    )


def lay(inbox: Path, planned: PlannedRelease) -> Path:
    """Write a release's sounds and its message into a folder of its own; return the folder."""
    folder = inbox / planned.icpn
    (folder / "resources").mkdir(parents=True)
    files = tuple(
        produce(track.recipe, folder / "resources" / f"{track.isrc}.{track.recipe.format.value}")
        for track in planned.tracks
    )
    message = folder / f"{planned.icpn}.xml"
    message.write_bytes(write(planned, files))
    os.utime(message, (planned.arrival.timestamp(), planned.arrival.timestamp()))
    return folder
