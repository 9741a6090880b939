import numpy as np
import pytest

from detectors.training.synthesis.genres import BEATS, GENRES, Genre
from detectors.training.synthesis.score import DRUMS, compose

EXACT = [genre for genre in GENRES if genre.looseness_ms == 0]
LOOSE = [genre for genre in GENRES if genre.looseness_ms > 0 and genre.beat and not genre.swing]


@pytest.mark.parametrize("genre", GENRES, ids=lambda g: g.name)
def test_every_genre_gives_a_piece_of_the_length_asked_for(genre: Genre) -> None:
    score = compose(genre, 15.0, np.random.default_rng(3))
    assert genre.tempo_bpm[0] <= score.tempo_bpm <= genre.tempo_bpm[1]
    assert len(score.programs) == len(genre.instruments)
    assert all(0 <= note.start_s < 15.0 and 0 <= note.key < 128 for note in score.notes)
    assert max(note.start_s + note.length_s for note in score.notes) > 12.0
    assert {note.instrument for note in score.notes} - {DRUMS} == set(range(len(genre.instruments)))
    assert any(note.instrument == DRUMS for note in score.notes) == (genre.beat is not None)


@pytest.mark.parametrize("genre", EXACT, ids=lambda g: g.name)
def test_exact_genres_lie_on_a_grid_of_whole_beats_a_minute(genre: Genre) -> None:
    score = compose(genre, 20.0, np.random.default_rng(1))
    assert score.tempo_bpm == round(score.tempo_bpm)
    straight = [
        note for note in score.notes if not genre.swing or (note.start_s * score.tempo_bpm / 60) % 1 == 0
    ]
    ticks = np.array([note.start_s for note in straight]) * score.tempo_bpm / 60 * 8
    np.testing.assert_allclose(ticks, np.rint(ticks), atol=1e-6)


@pytest.mark.parametrize("genre", LOOSE, ids=lambda g: g.name)
def test_players_are_off_by_about_as_much_as_the_genre_says(genre: Genre) -> None:
    score = compose(genre, 28.0, np.random.default_rng(2))
    ticks = np.array([n.start_s for n in score.notes if n.start_s > 0.2]) * score.tempo_bpm / 60 * 4
    off_ms = (ticks - np.rint(ticks)) / 4 * 60 / score.tempo_bpm * 1000
    assert 0.5 * genre.looseness_ms < np.std(off_ms) < 2 * genre.looseness_ms


def test_one_seed_gives_one_score() -> None:
    first, again, other = (compose(GENRES[0], 10.0, np.random.default_rng(s)) for s in (4, 4, 5))
    assert first == again
    assert first != other


def test_about_half_of_the_genres_are_for_measuring_alone_and_all_beats_exist() -> None:
    measuring = sum(genre.measuring for genre in GENRES)
    assert 0.35 < measuring / len(GENRES) < 0.65
    assert {genre.beat for genre in GENRES if genre.beat} <= set(BEATS)
    assert len({genre.name for genre in GENRES}) == len(GENRES)
