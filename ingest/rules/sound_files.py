"""H03 to H06: what a sound file is, against its name and what the message says of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from contracts.finding import Severity
from ingest.ern.message import ErnMessage
from ingest.ern.place import Place
from ingest.ern.recordings import Recording
from ingest.files.inspect import InspectedFile
from ingest.identifiers.kinds import normalise
from ingest.marks.examine import Probe
from ingest.rules.found import Found

TOLERANCE_S = 2.0
TOLERANCE_SHARE = 0.01
_MP4 = "mov,mp4,m4a,3gp,3g2,mj2"
_CONTAINERS = MappingProxyType(
    {
        "mp3": ("mp3",),
        "wav": ("wav", "w64"),
        "flac": ("flac",),
        "aif": ("aiff",),
        "aiff": ("aiff",),
        "aifc": ("aiff",),
        "m4a": (_MP4,),
        "mp4": (_MP4,),
        "m4b": (_MP4,),
        "aac": ("aac", _MP4),
        "ogg": ("ogg",),
        "oga": ("ogg",),
        "opus": ("ogg",),
        "wma": ("asf",),
        "webm": ("matroska,webm",),
        "mka": ("matroska,webm",),
        "caf": ("caf",),
    }
)
_KINDS = MappingProxyType(
    {
        "mp3": "MP3",
        "wav": "WAV",
        "w64": "WAV (Wave64)",
        "flac": "FLAC",
        "aiff": "AIFF",
        _MP4: "MP4",
        "aac": "AAC without a container",
        "ogg": "Ogg",
        "asf": "WMA",
        "matroska,webm": "Matroska or WebM",
        "caf": "CAF",
    }
)
_CODECS = MappingProxyType(
    {"FLAC": ("flac",), "ALAC": ("alac",), "MP3": ("mp3", "mp3float"), "AAC": ("aac",), "Opus": ("opus",)}
)
_PCM = ("PCM", "LINEARPCM", "WAV", "WAVE")


@dataclass(frozen=True, slots=True)
class ProbedFile:
    """A file of a recording that is there and not empty, and what was found in it.

    ``probe`` is None where that could not be looked at; ``problem`` then says why.
    """

    recording: Recording
    file: InspectedFile
    probe: Probe | None
    problem: str | None = None


def h03_no_sound(probed: ProbedFile) -> Iterator[Found]:
    """A file in which no sound can be opened."""
    if probed.probe is not None and probed.probe.container is None:
        yield _found(
            probed,
            "DX-H03",
            f"The file holds no sound that can be read. {probed.probe.problem or ''}".strip(),
            "a file of the format that the message names",
            "Export the recording again and send the file.",
            file_status="ResourceCorrupt",
        )


def h05_misnamed(probed: ProbedFile) -> Iterator[Found]:
    """A file that is of another kind than its ending or the declared codec says."""
    if probed.probe is None:
        yield _found(
            probed,
            "DX-H05",
            f"The file's kind and length could not be checked: {probed.problem}",
            "a file that can be examined in the time and memory that Deadwax allows",
            "Nothing has to be done if the file is in order; else export it again.",
            severity=Severity.INFORMATION,
        )
        return
    container, codec = probed.probe.container, probed.probe.codec or ""
    if container is None:
        return
    ending = PurePosixPath(probed.file.declared.name).suffix.lower().lstrip(".")
    if ending in _CONTAINERS and container not in _CONTAINERS[ending]:
        yield _found(
            probed,
            "DX-H05",
            f"The file is named .{ending} and is {_KINDS.get(container, container)}.",
            "a file that is what its name says",
            "Name the file by its kind, or convert it to the kind that was agreed.",
        )
        return
    declared = probed.file.declared.codec
    if declared and not _is_codec(declared, codec):
        yield _found(
            probed,
            "DX-H05",
            f"The message declares the codec {declared[:60]!r}, and the file holds {codec!r}.",
            "the declared codec",
            "Correct AudioCodecType, or send the file that was meant.",
        )


def h06_duration(probed: ProbedFile) -> Iterator[Found]:
    """A file that is longer or shorter than the message says, by more than 2 s and 1 %."""
    declared = probed.file.declared.duration_s
    if declared is None and not probed.file.declared.is_preview:
        declared = probed.recording.duration_s
    actual = probed.probe.duration_s if probed.probe else None
    if declared is None or actual is None:
        return
    if abs(actual - declared) > max(TOLERANCE_S, TOLERANCE_SHARE * declared):
        yield _found(
            probed,
            "DX-H06",
            f"The file lasts {_clock(actual)}; declared is {_clock(declared)}.",
            "a file as long as the message says",
            "Look whether the file is cut or another recording; else correct Duration.",
        )


def found_in_sound(probed: Iterable[ProbedFile]) -> list[Found]:
    """What the rules find in each file."""
    rules = (h03_no_sound, h05_misnamed, h06_duration)
    return [found for each in probed for rule in rules for found in rule(each)]


def h04_same_bytes(message: ErnMessage, by_place: dict[Place, InspectedFile]) -> Iterator[Found]:
    """The same bytes under two ISRCs of one message."""
    first: dict[str, Recording] = {}
    for recording in message.recordings:
        own = {normalise(isrc) for isrc in recording.isrcs}
        for file in recording.files:
            inspected = by_place[file.place]
            if not inspected.size or not inspected.sha256:
                continue
            other = first.setdefault(inspected.sha256, recording)
            theirs = {normalise(isrc) for isrc in other.isrcs}
            if other is not recording and own and theirs and not own & theirs:
                yield Found(
                    "DX-H04",
                    file.place,
                    f"The file has the same bytes as that of recording {other.key}"
                    f" ({other.title[:100]!r}, ISRC {min(theirs)}).",
                    "one recording under one ISRC",
                    "Send the right file, or deliver the recording once.",
                    file=file.name,
                )


def _is_codec(declared: str, codec: str) -> bool:
    """Whether ``codec`` (FFmpeg's name) may be what is declared; names that are not known here may."""
    word = declared.strip().upper().replace("-", "").replace(" ", "")
    if word in _PCM:
        return codec.startswith(("pcm_", "adpcm_"))
    known = next((names for name, names in _CODECS.items() if name.upper() == word), None)
    return known is None or codec in known


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes)}:{rest:04.1f}"


def _found(
    probed: ProbedFile,
    code: str,
    observed: str,
    expected: str,
    fix: str,
    *,
    severity: Severity | None = None,
    file_status: str | None = None,
) -> Found:
    declared = probed.file.declared
    return Found(code, declared.place, observed, expected, fix, severity, declared.name, file_status)
