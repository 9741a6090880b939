"""H06 by the decoded sound: whether the file lasts as long as its message says.

Ingest compares the length by the file's packets, before anything is decoded, and answers the sender. A
file whose packets tell no length, or another one than its sound, is seen here alone.
"""

from contracts.finding import ErrorType, Finding, Severity
from contracts.scored_track import Listening
from contracts.track import Track

CODE = "DX-H06"
RULE_VERSION = "1"
TOLERANCE_S = 2.0
TOLERANCE_SHARE = 0.01


def with_length(track: Track, listening: Listening) -> Track:
    """``track`` with a finding where its decoded length is not the declared one, as far as both are known.

    A track that has the finding already is left as it is; a preview is shorter by its nature.
    """
    sound, heard_s = track.sound, listening.duration_s
    if track.duration_s is None or heard_s is None or sound is None or sound.is_preview:
        return track
    if abs(heard_s - track.duration_s) <= max(TOLERANCE_S, TOLERANCE_SHARE * track.duration_s):
        return track
    if any(finding.code == CODE and finding.file == sound.name for finding in track.findings):
        return track
    found = Finding(
        code=CODE,
        severity=Severity.WARNING,
        observed=f"The decoded sound lasts {_clock(heard_s)}; declared is {_clock(track.duration_s)}.",
        expected="a file as long as the message says",
        fix="Look whether the file is cut or another recording; else correct Duration.",
        isrc=track.isrc,
        file=sound.name,
        error_type=ErrorType.LOGICAL,
        file_status="ResourceNotMeetingSpecifications",
        proposed_action="ResendXmlAndResources",
        rule_version=RULE_VERSION,
    )
    return track.model_copy(update={"findings": (*track.findings, found)})


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes)}:{rest:04.1f}"
