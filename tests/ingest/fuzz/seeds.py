"""What mutation begins with: honest inputs of every target, which the tests write themselves."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.ingest.marks import writers
from tests.ingest.messages import Song, ern3, ern4, generative_ai, hash_sum, manifest, party

SONG = Song(
    ai="Partly",
    contributors=party("Composer", "Partly") + generative_ai("LeadVocalist"),
    files={"resources/A1.flac": hash_sum("MD5", "0" * 32)},
    extra="<HasVocalPerformance>true</HasVocalPerformance>",
)
PURGE = b"""<?xml version="1.0" encoding="UTF-8"?>
<ern:PurgeReleaseMessage xmlns:ern="http://ddex.net/xml/ern/432" AvsVersionId="9">
<MessageHeader><MessageId>P-1</MessageId><MessageSender><PartyId>PADPIDA2026010101N</PartyId></MessageSender>
<MessageRecipient><PartyId>PADPIDA2026020202S</PartyId></MessageRecipient>
<MessageCreatedDateTime>2026-10-01T10:00:00+02:00</MessageCreatedDateTime></MessageHeader>
<PurgedRelease><ReleaseId><ICPN>4260000000011</ICPN></ReleaseId></PurgedRelease>
</ern:PurgeReleaseMessage>"""
SUNO = "made with suno; created=2026-03-01T10:00:00Z; id=00000000-0000-4000-8000-000000000000"
LABEL = '{"Label":"1","ContentProducer":"Mureka"}'

SEEDS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "message": (
            ern4(SONG, Song(reference="A2", isrc="QZABC2600002"), release_ai="None"),
            ern4(Song(), version="42"),
            ern4(SONG, version="431", release_ai="All"),
            ern3(),
            ern3(SONG, Song(reference="A2", isrc=None), version="383"),
            PURGE,
        ),
        "manifest": (manifest(("M-1", "a/a.xml", hash_sum("MD5", "0" * 32)), ("M-2", "b/b.xml", "")),),
        "tags": (
            writers.mp3(writers.frame("COMM", writers.comment(SUNO))),
            writers.mp3(writers.frame("TXXX", writers.free_text("AIGC", LABEL), 4), major=4),
            writers.flac(f"comment={SUNO}", f"AIGC={LABEL}"),
            writers.vorbis(f"comment={SUNO}"),
            writers.opus(f"AIGC={LABEL}"),
            writers.wav(writers.info(ICMT=SUNO)),
            writers.aiff(writers.chunk(b"ANNO", SUNO.encode(), ">")),
            writers.mp4(writers.keys([("comment", SUNO), ("AIGC", LABEL)])),
            b"\xff\xd8\xff\xe1\0\x23http://ns.adobe.com/xap/1.0/\0<x/>\xff\xfe\0\x06made\xff\xd9",
            b"\x89PNG\r\n\x1a\n\0\0\0\x0ctEXtcomment\0made\0\0\0\0\0\0\0\0IEND\0\0\0\0",
            writers.mp4(writers.items(writers.box(b"\xa9cmt", writers.data_box(SUNO)))),
        ),
    }
)


def seeds_of(target: str, folder: Path | None) -> tuple[bytes, ...]:
    """The seeds of a target, and the XML messages in ``folder`` where that is given."""
    more = sorted(folder.rglob("*.xml")) if folder and target == "message" else []
    return SEEDS[target] + tuple(path.read_bytes() for path in more)
