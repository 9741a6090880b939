"""What listening to a case promises."""

import io
import math
import os
import struct
import time
import wave
from pathlib import Path

import av
import httpx
import pytest

from contracts.track import AudioFile
from review_api.preview_encoder import encode_preview
from review_api.preview_files import forget_previews
from runtime.objects import location_of, sha256_of
from runtime.settings import Settings
from tests.policy.samples import flag
from tests.review_api.calls import case_of

RATE = 8000


def tone(seconds: float = 1.0) -> bytes:
    """A WAV file with a tone of 440 Hz."""
    data = io.BytesIO()
    with wave.open(data, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        samples = (int(9000 * math.sin(2 * math.pi * 440 * n / RATE)) for n in range(int(seconds * RATE)))
        out.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return data.getvalue()


@pytest.fixture
def inbox(settings: Settings) -> Path:
    (folder,) = settings.object_roots
    folder.mkdir(parents=True)
    return folder


def delivered(path: Path, data: bytes) -> AudioFile:
    path.write_bytes(data)
    return AudioFile(name=path.name, location=location_of(path), size=len(data), sha256=sha256_of(path))


def audio_url(machine: httpx.Client, file: AudioFile, number: int = 1) -> str:
    return f"/v1/cases/{case_of(machine, flag(number, audio=(file,)))}/audio"


def test_a_preview_is_ogg_opus_with_byte_ranges(
    machine: httpx.Client, moderator: httpx.Client, inbox: Path
) -> None:
    url = audio_url(machine, delivered(inbox / "a.wav", tone()))
    whole = moderator.get(url)
    assert (whole.status_code, whole.headers["content-type"]) == (200, "audio/ogg")
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.content.startswith(b"OggS")
    with av.open(io.BytesIO(whole.content)) as container:
        (stream,) = container.streams
        assert stream.codec_context.name == "opus"
        samples = sum(frame.samples for frame in container.decode(stream))
    assert samples == pytest.approx(48_000, abs=2000)
    part = moderator.get(url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    tail = moderator.get(url, headers={"Range": "bytes=-5"})
    assert tail.content == whole.content[-5:]
    assert moderator.get(url, headers={"Range": "bytes=99999999-"}).status_code == 416


def test_a_preview_is_made_once_for_equal_files(
    machine: httpx.Client, moderator: httpx.Client, inbox: Path, settings: Settings
) -> None:
    first = audio_url(machine, delivered(inbox / "a.wav", tone()), 1)
    second = audio_url(machine, delivered(inbox / "b.wav", tone()), 2)
    assert moderator.get(first).content == moderator.get(second).content
    (kept,) = (settings.home / "previews").iterdir()
    made_at = kept.stat().st_mtime_ns
    os.utime(kept, ns=(0, made_at))
    # The delivered file is not needed any more.
    (inbox / "a.wav").unlink()
    assert moderator.get(first).status_code == 200
    assert kept.stat().st_mtime_ns == made_at
    assert forget_previews(kept.parent, time.time() - 3600) == 0, "it was played just now"
    assert forget_previews(kept.parent, time.time() + 3600) == 1
    assert not kept.exists()


def test_the_delivered_tags_stay_behind(tmp_path: Path) -> None:
    tagged, plain = tmp_path / "tagged.flac", tmp_path / "plain.opus"
    with av.open(tagged, "w") as out:
        out.metadata["title"] = "<script>alert(1)</script>"
        stream = out.add_stream("flac", rate=RATE, layout="mono")
        with av.open(io.BytesIO(tone())) as source:
            for frame in source.decode(audio=0):
                out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert b"<script>" in tagged.read_bytes()
    assert encode_preview(str(tagged), str(plain), 60) == pytest.approx(1.0, abs=0.05)
    assert b"<script>" not in plain.read_bytes()


def test_a_preview_ends_at_the_limit(tmp_path: Path) -> None:
    (tmp_path / "long.wav").write_bytes(tone(3))
    length = encode_preview(str(tmp_path / "long.wav"), str(tmp_path / "out.opus"), 1.0)
    assert length == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize(
    "data",
    [b"", b"no sound at all" * 100, tone()[:50], b"RIFF\xff\xff\xff\xffWAVE" + b"\xff" * 500],
)
def test_what_cannot_be_played_is_said_in_words(
    machine: httpx.Client, moderator: httpx.Client, inbox: Path, settings: Settings, data: bytes
) -> None:
    response = moderator.get(audio_url(machine, delivered(inbox / "a.wav", data)))
    assert (response.status_code, response.json()["code"]) == (404, "review_api.preview_unavailable")
    assert not list((settings.home / "previews").iterdir())


@pytest.mark.parametrize("scheme", ["file", "concat", "http"])
def test_a_playlist_opens_no_other_file(tmp_path: Path, scheme: str) -> None:
    (tmp_path / "secret.wav").write_bytes(tone())
    target = {
        "file": f"file://{tmp_path}/secret.wav",
        "concat": f"concat:{tmp_path}/secret.wav",
        "http": "http://192.0.2.1/x",
    }
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target[scheme]}\n#EXT-X-ENDLIST\n"
    (tmp_path / "list.m3u8").write_text(playlist)
    with pytest.raises((av.error.FFmpegError, OSError)):
        encode_preview(str(tmp_path / "list.m3u8"), str(tmp_path / "out.opus"), 60)


def test_a_file_that_changed_is_not_played(
    machine: httpx.Client, moderator: httpx.Client, inbox: Path
) -> None:
    url = audio_url(machine, delivered(inbox / "a.wav", tone()))
    (inbox / "a.wav").write_bytes(tone(2))
    response = moderator.get(url)
    assert response.status_code == 404
    assert "has changed since" in response.json()["detail"]


def test_a_file_that_is_gone_or_elsewhere_is_not_played(
    machine: httpx.Client, moderator: httpx.Client, inbox: Path, tmp_path: Path
) -> None:
    gone = delivered(inbox / "a.wav", tone())
    (inbox / "a.wav").unlink()
    outside = delivered(tmp_path / "outside.wav", tone(2))
    (inbox / "link.wav").symlink_to(tmp_path / "outside.wav")
    link = AudioFile(
        name="l", location=f"file://{inbox}/link.wav", size=1, sha256=sha256_of(tmp_path / "outside.wav")
    )
    for number, file in enumerate((gone, outside, link, AudioFile(name="never delivered"))):
        assert moderator.get(audio_url(machine, file, number)).status_code == 404


def test_a_hash_is_never_a_path(machine: httpx.Client, moderator: httpx.Client, inbox: Path) -> None:
    file = delivered(inbox / "a.wav", tone()).model_copy(update={"sha256": "../../../etc/passwd"})
    assert moderator.get(audio_url(machine, file)).status_code == 404
