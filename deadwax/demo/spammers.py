"""Senders that play the system: a mass uploader, a 30-second gamer and a sped-up copier."""

from dataclasses import replace
from datetime import timedelta

from deadwax.demo import names
from deadwax.demo.plan import Kind, PlannedTrack
from deadwax.demo.studio import DAY, Studio
from detectors.training.synthesis.style import Style

MOODS = ("Deep Sleep", "Calm Study", "Focus", "Relaxing", "Meditation", "Baby Sleep", "Stress Relief", "Spa")
WATERS = ("Rain Sounds", "White Noise", "Soft Rain", "Night Rain", "Ocean Waves", "Brown Noise")
CREW = (
    "Rain Sounds Therapy",
    "Sleep Noise Lab",
    "Calm White Noise",
    "Relaxing Rain Club",
    "Deep Focus Sounds",
)
ALBUM = 10
COPY_S = 31.0


def mass_upload(studio: Studio, tracks: int) -> None:
    """Plan one release every few minutes of one night, each with stuffed titles under generic names."""
    sender = studio.sender("Everstream Uploads", "4.3")
    arrival = DAY + timedelta(hours=1)
    for number in range(tracks):
        mood, water = MOODS[number % len(MOODS)], WATERS[number % len(WATERS)]
        track = PlannedTrack(
            isrc=studio.isrc(sender),
            title=f"{mood} {water} {number + 1}, Relax, Sleep, Study, Loopable No Fade",
            artist=f"{CREW[number % len(CREW)]} {number // len(CREW) + 1}",
            kind=Kind.MASS_UPLOAD,
            recipe=studio.human(Style.RAIN if number % 3 else Style.AMBIENT, (60.5, 61.5)),
        )
        studio.release(sender, (track,), arrival=arrival, label="Everstream", genre="Ambient")
        arrival += timedelta(seconds=int(studio.rng.uniform(150, 320)))


def thirty_seconds(studio: Studio, tracks: int) -> None:
    """Plan albums of tracks that end right after a play counts."""
    sender = studio.sender("Countbeat Media", "4.3.2")
    for first in range(0, tracks, ALBUM):
        artist = names.person(studio.rng)
        planned = tuple(
            PlannedTrack(
                isrc=studio.isrc(sender),
                title=f"Moment {first + number + 1}",
                artist=artist,
                kind=Kind.THIRTY_SECONDS,
                recipe=studio.human(None, (30.5, 33.5)),
            )
            for number in range(min(ALBUM, tracks - first))
        )
        title = f"Moments, Vol. {first // ALBUM + 1}"
        studio.release(sender, planned, arrival=studio.at(9, 12), title=title, label="Countbeat")


def sped_up(studio: Studio, tracks: int) -> None:
    """Plan faster copies of honest songs; every other one hides it behind turned words."""
    sender = studio.sender("Quickspin Audio", "4.3")
    victims = studio.honest()
    for number in range(min(tracks, len(victims))):
        release, original = victims[(number * 7) % len(victims)]
        # A copy that falls under half a minute would not earn anything.
        fastest = min(1.3, original.recipe.duration_s / COPY_S)
        speed = round(float(studio.rng.uniform(1.08, fastest)), 3)
        recipe = replace(original.recipe, speed=speed, format=studio.reformat())
        hidden = number % 2 == 1
        track = PlannedTrack(
            isrc=studio.isrc(sender),
            title=" ".join(reversed(original.title.split())) if hidden else original.title,
            artist=f"{original.artist} Music" if hidden else f"speedy {original.artist}",
            kind=Kind.SPED_UP,
            recipe=recipe,
            version=None if hidden else ("Sped Up", "Nightcore", "Sped Up Version")[number % 3],
        )
        arrival = release.arrival + timedelta(minutes=int(studio.rng.uniform(45, 110)))
        studio.release(sender, (track,), arrival=arrival, label="Quickspin", language=release.language)
