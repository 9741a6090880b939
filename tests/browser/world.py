"""The cases of the browser tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from contracts.disclosure import Disclosure, DisclosureLevel
from contracts.finding import Finding, Severity
from contracts.flag import Flag
from contracts.mark import Marks
from contracts.party import Party
from contracts.track import AudioFile, Release
from detectors.audio.heard import Heard, heard_in_process, parts_in_process, with_parts
from tests.browser import flags
from tests.browser.sounds import write_sound

BIDI_TITLE = "Glass Tide \u202egnihton\u202c"
DENIED = "Paper Lanterns"
SPAM = "Deep Sleep Rain Sounds, White Noise for Baby | Study 417"
SILENT = "Ticket for Nobody"


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound on disk and what was heard of it."""

    file: AudioFile
    heard: Heard


def record(folder: Path) -> dict[str, Recording]:
    """Make the sounds and listen to them: one out of a simulated decoder, one that never saw any."""
    made = {}
    for name, seed, decoder in (("strong", 3, "vocoder-512-44k"), ("human", 5, None)):
        path = write_sound(folder / f"{name}.wav", seed, decoder)
        heard = heard_in_process(path)
        made[name] = Recording(
            flags.audio_file(path), heard if decoder is None else looked_closer(path, heard)
        )
    return made


def looked_closer(path: Path, heard: Heard) -> Heard:
    """With its parts by time, as recordings that are flagged for their sound have them."""
    exhibit = heard.exhibit
    assert exhibit is not None
    assert exhibit.grounds is not None
    return with_parts(heard, parts_in_process(path, exhibit.grounds, exhibit.duration_s, longest_s=60.0))


def cases(recordings: dict[str, Recording]) -> list[Flag]:
    """Flags of five kinds, flagged minutes to hours ago."""
    now = datetime.now(UTC)
    strong, human = recordings["strong"], recordings["human"]
    denied = flags.track(
        1, DENIED, "Vela Moon", strong.file, DisclosureLevel.NONE, marks=Marks(files=(flags.MARKED,))
    )
    silent_on_ai = flags.track(2, BIDI_TITLE, "Harbour Glass", strong.file, DisclosureLevel.UNDECLARED)
    spam = flags.track(
        3,
        SPAM,
        "Calm Baby Rain 0417",
        strong.file,
        DisclosureLevel.UNDECLARED,
        ern_version="3.8.2",
        sender=Party(name="Quickdrop Media", identifiers={"DPID": "PADPIDA2026000417Q"}),
        disclosure=Disclosure(carried=False),
        release=Release(reference="R0", label="Quickdrop Sleep", title=SPAM, track_count=40),
    )
    silent = flags.track(
        4,
        SILENT,
        "Mirela Dunaj",
        replace_location(human.file),
        DisclosureLevel.NONE,
        findings=(flags.MISSING_FILE,),
        isrc=None,
        contributors=(),
    )
    partly = flags.track(
        5, "Slow Orbit", "Kestrel & Pine", human.file, DisclosureLevel.PARTLY, findings=(CONTRADICTS,)
    )
    found = [
        flags.scored(denied, strong.heard, 0.994, 0.08),
        flags.scored(silent_on_ai, strong.heard, 0.941, 0.12),
        flags.scored(spam, strong.heard, 0.987, 0.991, flags.BUSY),
        flags.scored(silent, flags.UNHEARD, None, 0.22),
        flags.scored(partly, human.heard, 0.03, 0.04),
    ]
    return [
        flags.flagged(scored, now - timedelta(minutes=7 + 95 * place)) for place, scored in enumerate(found)
    ]


def replace_location(file: AudioFile) -> AudioFile:
    """The same file as one that the delivery lacks."""
    return file.model_copy(update={"location": None, "size": None, "sha256": None})


CONTRADICTS = Finding(
    code="DX-C01",
    severity=Severity.WARNING,
    observed="The recording declares “Partly”; a contributor's own declaration says “All”.",
    expected="Declarations that can all be true.",
    fix="Correct ContainsAI of the recording or of the contributor and deliver again.",
    xpath="/NewReleaseMessage/ResourceList/SoundRecording[1]/ContainsAI",
    line=61,
)
