"""What each instrument plays in a bar. ``first`` is the bar's first beat, ``gain`` is linear."""

import numpy as np

from detectors.training.synthesis import tone
from detectors.training.synthesis.player import BEATS, Cue, Player
from detectors.training.synthesis.style import Style

LEAD_FROM = 0.5
DRUMS_AT_ONCE_FROM = 0.7
SIXTEENTHS_FROM = 0.55
LAST_OFF_BEAT = 3.5


def bar(player: Player, index: int, energy: float) -> None:
    """Play every part of one bar. ``energy`` 0.35 … 1 decides who joins in."""
    part = player.arrangement
    first = index * BEATS
    chord = player.harmony.chord(index)
    if part.pad:
        pad(player, first, chord, part.pad)
    if part.bass:
        bass(player, first, chord[0], part.bass)
    if part.pluck:
        pluck(player, first, chord, part.pluck * energy)
    if part.lead and energy > LEAD_FROM:
        lead(player, first, chord[0], part.lead * energy)
    if part.drums and (index > 0 or energy > DRUMS_AT_ONCE_FROM):
        beat(player, first, part.drums * (0.6 + 0.4 * energy), busy=energy > SIXTEENTHS_FROM)


def pad(player: Player, first: int, chord: tuple[int, int, int], gain: float) -> None:
    """Hold the chord for the whole bar, spread between the speakers."""
    voice = tone.BOW if player.style is Style.STRINGS else tone.PAD
    for degree, pan in zip(chord, (-0.5, 0.1, 0.6), strict=True):
        player.play("pad", voice, player.harmony.frequency(degree, 1), Cue(first, BEATS, gain / 3, pan))


def bass(player: Player, first: int, degree: int, gain: float) -> None:
    """Play the root, and the fifth at the end of the bar."""
    walks = player.style in (Style.BAND, Style.LOFI)
    for step, above in ((0, 0), (1.5 if walks else 1, 0), (2, 0), (3.5 if walks else 3, 4)):
        pitch = player.harmony.frequency(degree + above, 0)
        player.play("bass", tone.BASS, pitch, Cue(first + step, 0.9, gain * 0.6))


def pluck(player: Player, first: int, chord: tuple[int, int, int], gain: float) -> None:
    """Break the chord into eighths and leave some out."""
    voice = tone.KEYS if player.style in (Style.PIANO, Style.LOFI) else tone.PLUCK
    for step in np.arange(0, BEATS, 0.5):
        if player.chance(0.28):
            continue
        pitch = player.harmony.frequency(chord[int(player.rng.integers(3))], 1 + int(player.rng.integers(2)))
        player.play(
            "pluck", voice, pitch, Cue(first + float(step), 1.5, gain * 0.5, -0.4 if step % 1 else 0.35)
        )


def lead(player: Player, first: int, degree: int, gain: float) -> None:
    """Improvise a line around the chord's root."""
    step = 0.0
    while step < BEATS:
        length = float(player.rng.choice([0.5, 1.0, 1.5, 2.0]))
        if player.chance(0.75):
            pitch = player.harmony.frequency(degree + int(player.rng.integers(-2, 6)), 2)
            player.play("lead", tone.LEAD, pitch, Cue(first + step, length, gain * 0.5, 0.1))
        step += length


def beat(player: Player, first: int, gain: float, *, busy: bool) -> None:
    """Play kick, snare and hats, sixteenths where it is busy."""
    for step in (0, 1, 2, 3) if player.style is Style.ELECTRONIC else (0, 2, 2.5):
        player.strike("kick", Cue(first + step, 0, gain))
    for step in (1, 3):
        player.strike("snare", Cue(first + step, 0, gain * 0.9, -0.05))
    for step in np.arange(0, BEATS, 0.25 if busy else 0.5):
        hat = "open" if step == LAST_OFF_BEAT else "closed"
        player.strike(hat, Cue(first + float(step), 0, gain * (0.3 if step % 1 else 0.45), 0.3))
