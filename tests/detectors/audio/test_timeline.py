"""Parts of a recording are measured at what the whole was found by."""

import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.evidence import ChunkScore, Grounds
from detectors.audio.frames import stretch_samples
from detectors.audio.heard import heard_samples
from detectors.audio.passages import PRESENT, passages
from detectors.audio.timeline import MOST_CHUNKS, timeline
from detectors.training.decoder_families import FAMILIES
from detectors.training.decoders import DecoderFaults, decode
from detectors.training.synthesis.style import Style
from detectors.training.synthesiser import synthesise
from tests.detectors.audio.signals import blocks, music, with_lines

RATE = 44_100
HALF_S = 32.0
Samples = NDArray[np.float32]


def parts(sound: Samples, rate: int = RATE) -> tuple[ChunkScore, ...]:
    exhibit = heard_samples(sound, rate).exhibit
    assert exhibit is not None
    assert exhibit.grounds is not None
    return timeline(blocks(sound), rate, exhibit.grounds, len(sound) / rate)


@pytest.fixture(scope="module")
def song() -> Samples:
    return synthesise(5, style=Style.PIANO, duration_s=2 * HALF_S)


@pytest.mark.parametrize("family", ["hop-240-48k", "dac-44k"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_splice_of_decoded_and_played_music_shows_which_seconds_were_decoded(
    family: str, at: int, song: Samples
) -> None:
    decoder = next(f for f in FAMILIES if f.name == family)
    middle = int(HALF_S * RATE)
    halves = [song[:, :middle], song[:, middle:]]
    # A bias in the lower half of what published decoders leave.
    halves[at] = decode(halves[at], RATE, decoder, DecoderFaults(bias=0.004, kernel_error=0.005), seed=3)
    found = parts(np.ascontiguousarray(np.concatenate(halves, axis=1).T))
    before = [p.z for p in found if p.end_s <= HALF_S]
    after = [p.z for p in found if p.start_s >= HALF_S]
    decoded, played = (after, before) if at else (before, after)
    assert len(decoded) >= 5
    assert len(played) >= 5
    assert min(decoded) > PRESENT
    assert max(played) < PRESENT
    ((start, end),) = passages(found)
    # Exact to one stretch, half a part.
    assert (start, end) == pytest.approx((at * HALF_S, (at + 1) * HALF_S), abs=4.5)


def test_every_part_of_a_recording_with_lines_throughout_shows_them_up_to_its_end() -> None:
    sound = with_lines(music(31.0), 86.1328125)
    found = parts(sound)
    assert all(p.z > PRESENT for p in found)
    assert found[0].start_s == 0.0
    assert found[-1].end_s == pytest.approx(31.0, abs=0.01)
    assert all(5.0 <= p.end_s - p.start_s <= 10.0 for p in found)
    assert passages(found) == ((0.0, found[-1].end_s),)


@pytest.mark.parametrize("rate", [22_050, 48_000])
def test_other_rates_have_parts_of_five_to_twelve_seconds(rate: int) -> None:
    found = parts(with_lines(music(20.0, rate), 100.0, rate), rate)
    assert all(p.z > PRESENT for p in found)
    assert all(5.0 <= p.end_s - p.start_s <= 12.0 for p in found)


def test_a_recording_of_six_seconds_is_one_part() -> None:
    (only,) = parts(with_lines(music(6.0), 100.0))
    assert (only.start_s, only.end_s) == (0.0, pytest.approx(6.0, abs=0.01))
    assert only.z > PRESENT


@pytest.mark.parametrize("speed", [1.05, 0.95])
def test_a_recording_at_another_speed_is_looked_at_at_that_speed(speed: float) -> None:
    # A decoder's lines at 200 Hz lie at every whole fraction that is a stage of it, too.
    sound = with_lines(with_lines(music(30.0), 200.0 * speed), 100.0 * speed)
    exhibit = heard_samples(sound, RATE).exhibit
    assert exhibit is not None
    assert exhibit.grounds is not None
    assert exhibit.grounds.speed == pytest.approx(speed, rel=1e-4)
    assert exhibit.grounds.spacing_hz in {100.0, 200.0}
    found = timeline(blocks(sound), RATE, exhibit.grounds, 30.0)
    assert all(p.z > PRESENT for p in found)


def test_silence_is_no_part() -> None:
    sound = with_lines(music(36.0), 100.0)
    sound[len(sound) // 2 :] = 0.0
    found = parts(sound)
    assert found
    assert all(p.start_s < 18.0 for p in found)


def test_a_long_recording_is_looked_at_in_places() -> None:
    grounds = Grounds(kind="lines", spacing_hz=100.0, strength=9.0, band_end_hz=7_000.0)
    rate = 16_000
    stretch_s = stretch_samples(rate) / rate
    sound = music(40.0, rate, 1)
    found = timeline(blocks(sound), rate, grounds, duration_s=2.5 * MOST_CHUNKS * stretch_s)
    starts = np.array([p.start_s for p in found])
    assert np.diff(starts)[:-1] == pytest.approx(3 * stretch_s, abs=0.01)


def part(start: float, z: float) -> ChunkScore:
    return ChunkScore(start_s=start, end_s=start + 10.0, z=z)


def test_a_part_at_the_edge_does_not_stretch_the_passage() -> None:
    assert passages([part(0, 9), part(5, 9), part(10, 7), part(15, 0.5), part(20, 0.1)]) == ((0.0, 15.0),)


def test_two_passages_stay_apart_and_gaps_without_sound_belong_to_none() -> None:
    found = [part(0, 5), part(5, 1), part(10, 5), part(15, 5), part(40, 5)]
    assert passages(found) == ((0.0, 5.0), (15.0, 25.0), (40.0, 50.0))
    assert passages([]) == ()
