"""``deadwax score``: listen to files, without a delivery around them."""

import glob
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from contracts.scored_track import ListeningStatus
from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, progress, table, write_json
from deadwax.errors import UsageError
from runtime.errors import DeadwaxError
from runtime.settings import Settings
from runtime.workers import WorkerPool

# Listening loads numerical libraries that take a second; no other command shall wait for them.
# ruff: noqa: PLC0415
if TYPE_CHECKING:
    from detectors.audio.listener import Heard, Listener
    from detectors.models.scorer import Scorer

SOUNDS = frozenset(
    [
        ".aac",
        ".aif",
        ".aifc",
        ".aiff",
        ".alac",
        ".caf",
        ".flac",
        ".m4a",
        ".mka",
        ".mp2",
        ".mp3",
        ".mp4",
        ".oga",
        ".ogg",
        ".opus",
        ".wav",
        ".webm",
        ".wma",
        ".wv",
    ]
)
COLOURS = {"ok": "green", "abstained": "yellow", "failed": "red"}
Result = dict[str, Any]


def score(
    files: Annotated[list[str], typer.Argument(help="Sound files, folders (searched through) or patterns.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON per file.")] = False,
) -> None:
    """Say of each file whether its sound carries a neural decoder's trace, and why.

    Exit 0 where every file was heard or abstained from, 1 where one failed, 2 where there is none.
    """
    try:
        paths = list(dict.fromkeys(path for name in files for path in found(name)))
    except UsageError as error:
        err().print(f"[red]Error:[/red] {escape(str(error))}")
        raise typer.Exit(ExitCode.UNUSABLE) from error
    from detectors.audio.listener import Listener
    from detectors.models.scorer import Scorer

    settings = Settings.load()
    scorer = Scorer.load("ai")
    failed = False
    with WorkerPool.of(settings) as workers:
        listener = Listener(workers, settings)
        rows = []
        for result in _results(paths, listener, scorer, settings.workers):
            failed |= result["status"] == "failed"
            if as_json:
                write_json(result)
            else:
                rows.append(result)
    if not as_json:
        _print(rows)
    raise typer.Exit(ExitCode.FINDINGS if failed else ExitCode.DONE)


def found(name: str) -> Iterator[Path]:
    """The files that a name stands for: itself, all sounds in a folder, or what a pattern matches.

    A file that is not there is given as it is, to be reported as failed like any other.
    """
    path = Path(name)
    if path.is_dir():
        sounds = sorted(p for p in path.rglob("*") if p.suffix.lower() in SOUNDS and p.is_file())
        if not sounds:
            raise UsageError(f"The folder {name} holds no sound files.", remedy="Name another folder.")
        yield from sounds
    elif not path.exists() and glob.has_magic(name):
        matches = sorted(Path(match) for match in glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        if not matches:
            raise UsageError(f"No file matches {name!r}.", remedy="Check the pattern.")
        yield from (match for match in matches if match.is_file())
    else:
        yield path


def _results(paths: list[Path], listener: "Listener", scorer: "Scorer", workers: int) -> Iterator[Result]:
    """One result for each path, in order, computed on all workers."""
    with ThreadPoolExecutor(workers) as threads, progress() as bar:
        task = bar.add_task("Listening", total=len(paths))
        futures: list[Future[Result]] = [threads.submit(score_file, path, listener, scorer) for path in paths]
        for future in futures:
            yield future.result()
            bar.advance(task)


def score_file(path: Path, listener: "Listener", scorer: "Scorer") -> Result:
    """One file's result in the shape of ``deadwax score --json``. Never raises for a bad file."""
    try:
        heard = listener.listen(path)
    except (DeadwaxError, OSError) as error:
        return _result(path, scorer, "failed", str(error), None)
    listening = heard.listening
    if listening.status is not ListeningStatus.OK:
        return _result(path, scorer, listening.status.value, listening.reason, listening.duration_s)
    probability = scorer.score(heard.features)
    result = _result(path, scorer, "ok", None, listening.duration_s)
    return result | {"scores": {"ai": probability}, "evidence": _evidence(heard, probability, scorer)}


def _evidence(heard: "Heard", probability: float, scorer: "Scorer") -> list[dict[str, Any]]:
    """Reasons, where there is enough to give reasons for."""
    from detectors.evidence import contribution_evidence

    if probability < scorer.card.explain_threshold:
        return []
    return [e.model_dump(mode="json") for e in contribution_evidence(scorer.explain(heard.features))]


def _result(
    path: Path, scorer: "Scorer", status: str, reason: str | None, duration_s: float | None
) -> Result:
    return {
        "path": str(path),
        "status": status,
        "reason": reason,
        "duration_s": duration_s,
        "scores": {},
        "evidence": [],
        "model": scorer.card.model,
    }


def _print(rows: list[Result]) -> None:
    made = table("Traces of neural decoders", "file", "status", "length", "ai", "why", right=("length", "ai"))
    for row in rows:
        probability = row["scores"].get("ai")
        why = "\n".join(evidence["text"] for evidence in row["evidence"]) or row["reason"] or ""
        made.add_row(
            escape(row["path"]),
            f"[{COLOURS[row['status']]}]{row['status']}[/{COLOURS[row['status']]}]",
            "" if row["duration_s"] is None else f"{row['duration_s']:.1f} s",
            "" if probability is None else f"{probability:.1%}",
            escape(why),
        )
    out().print(made)
    out().print(
        "[dim]The score says that the sound carries a neural decoder's trace, not that AI made the music: "
        "a recording that was remastered with AI carries it too.[/dim]"
    )
