"""What a file really is: its container, codec and length. Runs in a worker process."""

from typing import Any, BinaryIO

MOST_PACKETS = 4_000_000
MOST_GAPS = 1.25
MOST_PACKET_S = 60


def probe(path: str) -> dict[str, Any]:
    """Container and codec by FFmpeg's names, and the length in seconds by the packets that are there.

    The name of the file is not looked at. ``container`` is None where no sound is in it; ``problem``
    says why.
    """
    import av  # noqa: PLC0415  native code that only worker processes load

    try:
        with (
            open(path, "rb") as file,  # noqa: PTH123  a path of ours, as text over the pipe
            av.open(_Nameless(file), metadata_errors="ignore") as container,
        ):
            stream = next(iter(container.streams.audio), None)
            if stream is None:
                return _nothing(f"It is of the kind {container.format.name} and holds no sound.")
            packets, seconds = _length(container, stream)
            if not packets:
                return _nothing(f"It is of the kind {container.format.name} and holds no sound.")
            return {
                "container": container.format.name,
                "codec": stream.codec_context.name,
                "duration_s": seconds,
                "problem": None,
            }
    except (av.FFmpegError, EOFError) as error:
        # Not the error's own text: that names the file by its path here.
        return _nothing(
            f"It cannot be opened as sound: {getattr(error, 'strerror', None) or 'it ends early'}."
        )


class _Nameless:
    """A file without its name, whose ending FFmpeg would believe."""

    def __init__(self, file: BinaryIO) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell


def _length(container: Any, stream: Any) -> tuple[int, float | None]:
    """How many packets there are, and the seconds from the start of the first to the end of the last.

    The seconds are None where the packets are much shorter together: their times cannot be right.
    """
    first, last, packets, together = None, None, 0, 0
    for packet in container.demux(stream):
        packets += packet.size > 0
        if packets > MOST_PACKETS:
            return packets, None
        if packet.pts is None or (packet.duration or 0) * stream.time_base > MOST_PACKET_S:
            continue  # the last packet of some Ogg files has times of its own
        first = packet.pts if first is None else min(first, packet.pts)
        last = max(last or 0, packet.pts + (packet.duration or 0))
        together += packet.duration or 0
    if first is None or last is None or (together and last - first > together * MOST_GAPS):
        return packets, None
    return packets, float((last - first) * stream.time_base)


def _nothing(problem: str) -> dict[str, Any]:
    return {"container": None, "codec": None, "duration_s": None, "problem": problem[:300]}
