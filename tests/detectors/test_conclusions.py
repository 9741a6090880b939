"""What several features say together of whose track it is."""

import pytest

from contracts.features.conclusions import CONCLUSION_FEATURES
from detectors.conclusions import conclusions, conflicts

COPY = {"sound_copy_share": 0.9, "sound_copy_error": 0.1, "sound_copy_artists": 2.0}


def test_every_feature_of_the_vocabulary_is_given_and_no_other() -> None:
    assert list(conclusions({})) == [spec.name for spec in CONCLUSION_FEATURES]


def test_what_is_not_known_speaks_of_nobody() -> None:
    assert conclusions({}) == {"identity_conflicts": 0, "recording_artists": 0}
    assert conclusions(dict.fromkeys(COPY, None)) == {"identity_conflicts": 0, "recording_artists": 0}


@pytest.mark.parametrize(
    ("features", "which"),
    [
        ({"artist_lookalike": 0.9}, "name"),
        ({"title_imitation": 1.0}, "title"),
        ({"same_file_other_artists": 1.0}, "recording"),
        ({"speed_copy_ratio": 1.2}, "recording"),
        (COPY, "recording"),
        (COPY | {"sound_copy_artists": 0.0, "sound_copy_altered": 1.0}, "recording"),
        ({"isrc_other_recordings": 1.0}, "ISRC"),
        ({"sender_foreign_name_share": 0.8}, "profile"),
    ],
)
def test_each_part_of_an_identity_speaks_for_itself(features: dict[str, float | None], which: str) -> None:
    assert [name for name, says in conflicts(features).items() if says] == [which]


@pytest.mark.parametrize(
    "honest",
    [
        COPY | {"sound_copy_error": 0.26},  # pieces made of the same loops
        COPY | {"sound_copy_share": 0.3},
        COPY | {"sound_copy_artists": 0.0},  # the artist's own recording
        {"speed_copy_ratio": 1.0},
        {"sender_foreign_name_share": 0.2},
    ],
)
def test_what_has_an_honest_cause_is_no_conflict(honest: dict[str, float | None]) -> None:
    assert conclusions(honest)["identity_conflicts"] == 0


def test_a_recording_counts_by_the_most_names_that_file_or_sound_tell() -> None:
    assert conclusions(COPY | {"same_file_other_artists": 5.0})["recording_artists"] == 5
    assert conclusions(COPY | {"same_file_other_artists": 1.0})["recording_artists"] == 2
    assert conclusions(COPY | {"sound_copy_error": 0.27})["recording_artists"] == 0
