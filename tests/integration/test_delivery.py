"""A real delivery: a published DDEX message with real recordings under the names that it gives.

The AI model may have learnt from these recordings: this shows that the parts work together, not how well
the model does on what it has not heard.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from lxml import etree

from contracts.acknowledgement import Acknowledgement
from deadwax.tables import acknowledgements, tracks
from policy.tables import decisions
from review_api.tables import cases, flags
from runtime.database import engine as database
from runtime.database.engine import reading

ROOT = Path(__file__).resolve().parents[2]
SINGLE, ALBUM = "4 SimpleAudioSingle.xml", "1 Audio.xml"
MACHINES = ("suno-sonics", "ace-step-v1", "yue", "stable-audio-2", "diffrhythm")
PEOPLE = (
    "fma-deezer",
    "librosa-example-audio",
    "demucs-test",
    "spleeter-example",
    "shattered-pixel-dungeon-music",
)

pytestmark = pytest.mark.shared
Run = Callable[[Path], dict[str, Any]]


def recordings(shared: Path, label: str, sources: tuple[str, ...]) -> list[Path]:
    """One recording of every source after the other, in a fixed order."""
    each = [sorted((shared / "corpus" / label / source).iterdir()) for source in sources]
    longest = max(len(files) for files in each)
    return [files[n] for n in range(longest) for files in each if n < len(files)]


def names_of(message: bytes) -> list[str]:
    """The sound files that a message names, in order."""
    root = etree.fromstring(message)
    return [uri.text for uri in root.iterfind(".//SoundRecording//DeliveryFile//URI")]


def assemble(folder: Path, message: bytes, sounds: list[Path], *, corrected: bool) -> list[str]:
    """Lay message and sounds into a folder; ``corrected`` puts the sounds' own checksums in."""
    names = names_of(message)
    text = message.decode("utf-8")
    for name, sound in zip(names, sounds, strict=True):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sound, target)
        if corrected:
            md5 = hashlib.md5(sound.read_bytes()).hexdigest()
            after = (
                re.escape(name) + r"(</URI>\s*<HashSum>\s*<Algorithm>MD5</Algorithm>\s*<HashSumValue>)[^<]*"
            )
            text, count = re.subn(after, lambda match, name=name, md5=md5: name + match[1] + md5, text)
            assert count == 1 or b"<HashSum>" not in message
    (folder / "message.xml").write_text(text, encoding="utf-8")
    return names


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``deadwax run --once`` in a process of its own; returns its summary."""

    def run(inbox: Path) -> dict[str, Any]:
        environment = os.environ | {"DEADWAX_HOME": str(tmp_path / "home"), "DEADWAX_LOG_FORMAT": "json"}
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        command = [sys.executable, "-m", "deadwax", "run", "--inbox", str(inbox), "--once", "--json"]
        done = subprocess.run(command, env=environment, capture_output=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr.decode()
        summary: dict[str, Any] = json.loads(done.stdout)
        return summary

    return run


def rows(tmp_path: Path, table: sa.Table) -> list[Any]:
    engine = database.create(f"sqlite:///{tmp_path / 'home' / 'deadwax.sqlite3'}")
    try:
        with reading(engine) as connection:
            return list(connection.execute(sa.select(table)).all())
    finally:
        engine.dispose()


def test_a_published_single_with_a_generators_sound_becomes_a_case(
    shared: Path, tmp_path: Path, run: Run
) -> None:
    message = (shared / "ern" / "ddex-4.3" / SINGLE).read_bytes()
    sound = recordings(shared, "ai", MACHINES)[:1]
    assemble(tmp_path / "inbox" / "single", message, sound, corrected=True)
    summary = run(tmp_path / "inbox")
    assert summary["deliveries"] == summary["tracks"] == summary["cases"] == 1
    assert summary["acknowledged"]["rejected"] == 0
    (answer,) = rows(tmp_path, acknowledgements)
    acknowledged = Acknowledgement.model_validate_json(answer.acknowledgement)
    assert "DX-H01" not in {finding.code for finding in acknowledged.findings}
    assert acknowledged.isrcs == ("GBAYC1700598",)
    assert acknowledged.ern_version == "4.3"
    on_disk = list((tmp_path / "home" / "acknowledgements").glob("*.json"))
    assert [path.stem for path in on_disk] == [acknowledged.delivery_id]
    (case,) = rows(tmp_path, cases)
    assert case.isrc == "GBAYC1700598"
    assert case.score_ai > 0.9
    (flag,) = rows(tmp_path, flags)
    matched = [r["rule"] for r in json.loads(flag.flag)["decision"]["rules"] if r["outcome"] == "matched"]
    assert "ai-undeclared" in matched


def test_a_file_that_is_not_what_the_message_says_is_acknowledged_with_a_warning_and_looked_at(
    shared: Path, tmp_path: Path, run: Run
) -> None:
    message = (shared / "ern" / "ddex-4.3" / SINGLE).read_bytes()
    sound = recordings(shared, "human", PEOPLE)[:1]
    assemble(tmp_path / "inbox" / "single", message, sound, corrected=False)
    summary = run(tmp_path / "inbox")
    assert summary["acknowledged"]["accepted_with_warnings"] == 1
    (answer,) = rows(tmp_path, acknowledgements)
    findings = Acknowledgement.model_validate_json(answer.acknowledgement).findings
    assert "DX-H01" in {finding.code for finding in findings}
    (decision,) = rows(tmp_path, decisions)
    assert "file-changed" in [r["rule"] for r in decision.rules if r["outcome"] == "matched"]
    assert summary["cases"] == 1


def test_every_recording_of_a_published_album_is_decided_by_its_own_sound(
    shared: Path, tmp_path: Path, run: Run
) -> None:
    message = (shared / "ern" / "ddex-4.3" / ALBUM).read_bytes()
    count = len(names_of(message))
    machines = recordings(shared, "ai", MACHINES)[: count // 3]
    people = recordings(shared, "human", PEOPLE)[: count - len(machines)]
    sounds = machines + people
    names = assemble(tmp_path / "inbox" / "album", message, sounds, corrected=True)
    summary = run(tmp_path / "inbox")
    assert summary["tracks"] == count == len(names)
    assert sum(summary["decided"].values()) == count
    assert summary["dead_letters"] == {}
    isrcs = etree.fromstring(message).xpath("//SoundRecording//ISRC/text()")
    made = {row.track_id: row.isrc for row in rows(tmp_path, tracks)}
    assert sorted(made.values()) == sorted(isrcs)
    in_case = {
        case.isrc for case in rows(tmp_path, cases) if case.score_ai is not None and case.score_ai > 0.9
    }
    heard = [isrc in in_case for isrc in isrcs]
    assert sum(heard[: len(machines)]) >= len(machines) - 1, "generators' sounds are found"
    assert sum(heard[len(machines) :]) <= 1, "people's sounds are not taken for a generator's"
