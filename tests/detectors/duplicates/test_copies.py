"""A copy is told by whom, where and how; what an owner does with its own recording is no copy."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from contracts.features.duplicates import DUPLICATE_FEATURES
from contracts.reasons.registry import REASONS
from contracts.track import Release, Track
from detectors.duplicates.copies import Compared, Copies
from detectors.duplicates.index import SoundIndex
from detectors.duplicates.owner import Owner, owner_of, same_owner
from detectors.tables import sounds
from tests.detectors.duplicates.sounds import Sound, faster, fingerprint, noise, tune
from tests.detectors.tracks import make_track

NAMES = {spec.name for spec in DUPLICATE_FEATURES}
ORIGINAL = Owner("QZAAA2600001", "An Artist", "name:one", "alabel")


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "detectors")


@pytest.fixture
def copies() -> Copies:
    return Copies(SoundIndex())


def deliver(copies: Copies, sqlite_engine: Engine, sound: Sound, track: Track | None = None) -> Compared:
    with sqlite_engine.begin() as connection:
        return copies.compare(track or make_track(), fingerprint(sound), connection)


def thief(**given: object) -> Track:
    return make_track(**({"display_artist": "Somebody Else", "sender": "Quick Distribution"} | given))


def test_a_new_recording_is_no_copy(copies: Copies, sqlite_engine: Engine) -> None:
    deliver(copies, sqlite_engine, tune(1))
    found = deliver(copies, sqlite_engine, tune(2))
    assert set(found.features) == NAMES
    assert found.features["sound_copy_share"] == 0.0
    assert found.features["sound_copy_error"] is None
    assert found.evidence == ()


def test_a_sped_up_copy_is_told_with_place_and_speed(copies: Copies, sqlite_engine: Engine) -> None:
    deliver(copies, sqlite_engine, tune(1), make_track(title="River", isrc="QZAAA2600001"))
    deliver(copies, sqlite_engine, tune(2))
    found = deliver(copies, sqlite_engine, faster(tune(1), 1.08), thief())
    assert found.features["sound_copy_share"] == pytest.approx(1.0, abs=0.1)
    assert found.features["sound_copy_speed"] == pytest.approx(1.08, abs=0.005)
    assert found.features["sound_copy_semitones"] == pytest.approx(1.33, abs=0.2)
    assert found.features["sound_copy_altered"] == 1.0
    assert found.features["sound_copy_artists"] == 1.0
    assert found.features["sound_copy_senders"] == 1.0
    assert found.features["sound_copy_isrcs"] == 1.0
    (evidence,) = found.evidence
    assert evidence.code == "SOUND_COPY"
    assert evidence.feature in NAMES
    assert "Same recording as \u201cRiver\u201d by An Artist (ISRC QZAAA2600001" in evidence.text
    assert "delivered by Kind Distribution on 02 March 2026" in evidence.text
    assert "sped up 8 % and 1." in evidence.text
    assert "0:00\u20130:2" in evidence.text
    assert evidence.end_s == pytest.approx(27.0, abs=1.5)


def test_one_recording_under_many_isrcs_of_its_owner_is_counted(
    copies: Copies, sqlite_engine: Engine
) -> None:
    for number in range(4):
        track = make_track(title=f"Colour {number}", isrc=f"QZAAA260010{number}")
        found = deliver(copies, sqlite_engine, tune(1), track)
        assert found.features["sound_own_isrcs"] == number
        assert found.features["sound_copy_share"] == 0.0
    assert deliver(copies, sqlite_engine, tune(2)).features["sound_own_isrcs"] == 0.0


def test_whoever_was_copied_may_deliver_again(copies: Copies, sqlite_engine: Engine) -> None:
    deliver(copies, sqlite_engine, tune(1), make_track(title="River"))
    copied = deliver(copies, sqlite_engine, faster(tune(1), 1.08), thief(isrc="", after=timedelta(days=1)))
    assert copied.features["sound_copy_artists"] == 1.0
    own = make_track(title="River (Sped Up)", isrc="QZAAA2600009", after=timedelta(days=2))
    official = deliver(copies, sqlite_engine, faster(tune(1), 1.2), own)
    assert official.features["sound_copy_share"] == 0.0
    assert [evidence.code for evidence in official.evidence] == ["SOUND_OWN_VERSION"]
    assert official.recording is None


def test_a_recording_that_was_copied_first_and_then_taken_over_stays_a_copy(
    copies: Copies, sqlite_engine: Engine
) -> None:
    deliver(copies, sqlite_engine, tune(1), make_track(title="River"))
    deliver(copies, sqlite_engine, tune(1), thief(isrc="QZBBB2600001", after=timedelta(days=1)))
    again = thief(isrc="QZBBB2600002", after=timedelta(days=2))
    assert deliver(copies, sqlite_engine, tune(1), again).features["sound_copy_artists"] == 1.0


def test_an_original_that_is_looked_at_after_its_copy_copies_nothing(
    copies: Copies, sqlite_engine: Engine
) -> None:
    deliver(copies, sqlite_engine, faster(tune(1), 1.08), thief(after=timedelta(hours=1)))
    original = deliver(copies, sqlite_engine, tune(1), make_track(title="River"))
    assert original.features["sound_copy_share"] == 0.0
    again = deliver(copies, sqlite_engine, faster(tune(1), 1.08), thief(isrc="", after=timedelta(hours=2)))
    assert again.features["sound_copy_artists"] == 1.0


def test_a_cut_is_told_with_its_seconds(copies: Copies, sqlite_engine: Engine) -> None:
    whole = tune(3, 60.0)
    deliver(copies, sqlite_engine, whole)
    found = deliver(copies, sqlite_engine, whole[20 * 11_025 : 50 * 11_025], thief())
    assert found.features["sound_copy_altered"] == 0.0
    assert found.features["sound_copy_matched_s"] == pytest.approx(30.0, abs=2.0)
    (evidence,) = found.evidence
    assert "of this track is its 0:20\u2013" in evidence.text or "its 0:21\u2013" in evidence.text


def test_three_names_for_one_recording_are_counted(copies: Copies, sqlite_engine: Engine) -> None:
    for name in ("One", "Two", "Three"):
        deliver(copies, sqlite_engine, tune(4), make_track(display_artist=name, sender=f"{name} Music"))
    found = deliver(copies, sqlite_engine, tune(4), make_track(display_artist="Four"))
    assert found.recording == 1
    assert found.features["sound_copy_artists"] == 3.0
    assert found.features["sound_copy_senders"] == 3.0
    assert len(found.evidence) == 3


def test_what_an_owner_does_is_no_copy(copies: Copies, sqlite_engine: Engine) -> None:
    deliver(copies, sqlite_engine, tune(5), make_track(isrc="QZAAA2600001"))
    for track, sound in (
        (make_track(isrc="QZAAA2600001"), tune(5)),
        (make_track(isrc="QZ-AAA-26-00001", sender="Compilations Ltd", display_artist="Various"), tune(5)),
        (make_track(version_title="Sped Up"), faster(tune(5), 1.2)),
        (make_track(display_artist="An Artist & A Guest"), tune(5)),
        (make_track(sender="New Distributor"), tune(5)),
    ):
        found = deliver(copies, sqlite_engine, sound, track)
        assert found.features["sound_copy_share"] == 0.0, track
        assert {evidence.code for evidence in found.evidence} == {"SOUND_OWN_VERSION"}


def test_a_redelivery_is_remembered_once(copies: Copies, sqlite_engine: Engine) -> None:
    for _ in range(3):
        deliver(copies, sqlite_engine, tune(6), make_track(isrc="QZAAA2600009"))
    with sqlite_engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(sounds)).scalar() == 1


def test_noise_is_neither_compared_nor_remembered(copies: Copies, sqlite_engine: Engine) -> None:
    for seed in (1, 2):
        found = deliver(copies, sqlite_engine, noise(seed))
        assert set(found.features) == NAMES
        assert set(found.features.values()) == {None}
    with sqlite_engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(sounds)).scalar() == 0
        assert set(copies.compare(make_track(), None, connection).features.values()) == {None}


@pytest.mark.parametrize(
    ("other", "changed", "own"),
    [
        (Owner("QZAAA2600001", "Anybody", "name:x", ""), True, True),
        (Owner("", "An Artist", "name:two", ""), False, True),
        (Owner("", "An Artist", "name:two", ""), True, False),
        (Owner("", "AN ARTIST", "name:one", ""), True, True),
        (Owner("", "An Artist", "name:two", "alabel"), True, True),
        (Owner("", "An Artist feat. A Guest", "name:one", ""), True, True),
        (Owner("", "An Artist Music", "name:two", ""), False, False),
        (Owner("", "Somebody Else", "name:one", "alabel"), False, False),
        (Owner("", "", "name:one", ""), False, False),
    ],
)
def test_whose_it_is(other: Owner, *, changed: bool, own: bool) -> None:
    assert same_owner(ORIGINAL, other, altered=changed) is own
    assert same_owner(other, ORIGINAL, altered=changed) is own


def test_a_rights_line_is_the_same_in_every_year() -> None:
    lines = ("2024 A Label", "\u2117 2026 A Label")
    tracks = [make_track(p_line=line) for line in lines]
    assert len({owner_of(track).rights for track in tracks}) == 1
    of_release = make_track().model_copy(update={"release": Release(reference="R0", p_line=lines[0])})
    assert owner_of(of_release).rights == owner_of(tracks[0]).rights


def test_every_reason_is_in_the_vocabulary() -> None:
    assert {spec.reason for spec in DUPLICATE_FEATURES} | {"SOUND_OWN_VERSION"} <= set(REASONS)
