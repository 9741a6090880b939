"""``deadwax score``: listen to files, without a delivery around them."""

import glob
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from contracts.scored_track import ListeningStatus
from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, progress, table, write_json
from deadwax.errors import UsageError
from deadwax.report.page import page
from deadwax.report.subject import Subject
from detectors.audio.heard import unheard
from detectors.audio.listener import Heard, Listener
from detectors.evidence import contribution_evidence
from detectors.models.scorer import Scorer
from detectors.second_look import second_look
from runtime.errors import DeadwaxError
from runtime.settings import Settings
from runtime.workers import WorkerPool

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
REASONS = 5
Result = dict[str, Any]


def score(
    files: Annotated[list[str], typer.Argument(help="Sound files, folders (searched through) or patterns.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON per file.")] = False,
    report: Annotated[
        Path | None, typer.Option(help="Write the evidence as one HTML page that needs nothing else.")
    ] = None,
) -> None:
    """Say of each file whether its sound carries a neural decoder's trace, and why.

    Exit 0 where every file was heard or abstained from, 1 where one failed, 2 where there is none.
    """
    try:
        paths = list(dict.fromkeys(path for name in files for path in found(name)))
    except UsageError as error:
        err().print(f"[red]Error:[/red] {escape(str(error))}")
        raise typer.Exit(ExitCode.UNUSABLE) from error
    settings = Settings.load()
    scorer = Scorer.load("ai")
    failed = False
    with WorkerPool.of(settings) as workers:
        listener = Listener(workers, settings)
        rows, subjects = [], []
        for result, subject in _results(paths, listener, scorer, settings.workers):
            failed |= result["status"] == "failed"
            if as_json:
                write_json(result)
            else:
                rows.append(result)
            if report is not None:
                subjects.append(subject)
    if not as_json:
        _print(rows)
    if report is not None:
        _write(report, subjects)
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


def _write(report: Path, subjects: list[Subject]) -> None:
    try:
        report.write_text(page(subjects), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{report}: the report cannot be written: {error.strerror}", remedy="Name another file."
        ) from error
    err().print(f"The evidence is in [bold]{escape(str(report))}[/bold].")


def _results(
    paths: list[Path], listener: Listener, scorer: Scorer, workers: int
) -> Iterator[tuple[Result, Subject]]:
    """One result for each path, in order, computed on all workers."""
    with ThreadPoolExecutor(workers) as threads, progress() as bar:
        task = bar.add_task("Listening", total=len(paths))
        futures = [threads.submit(score_file, path, listener, scorer) for path in paths]
        for future in futures:
            yield future.result()
            bar.advance(task)


def score_file(path: Path, listener: Listener, scorer: Scorer) -> tuple[Result, Subject]:
    """One file's result in the shape of ``deadwax score --json``, and what a report says of it.

    Never raises for a bad file.
    """
    try:
        heard = listener.listen(path)
    except (DeadwaxError, OSError) as error:
        heard = unheard(ListeningStatus.FAILED, str(error))
    subject = _subject(path, heard, scorer, listener)
    listening = heard.listening
    result = {
        "path": str(path),
        "status": listening.status.value,
        "reason": listening.reason,
        "duration_s": listening.duration_s,
        "scores": {} if subject.probability is None else {"ai": subject.probability},
        "evidence": [e.model_dump(mode="json") for e in subject.evidence],
        "model": scorer.card.model,
    }
    return result, subject


def _subject(path: Path, heard: Heard, scorer: Scorer, listener: Listener) -> Subject:
    """Reasons and parts by time are given where there is enough to give reasons for."""
    judged = heard.listening.status is ListeningStatus.OK
    probability = scorer.score(heard.features) if judged else None
    worth = probability is not None and probability >= scorer.card.explain_threshold
    explained = scorer.explain_all(heard.features) if worth else None
    closer, said = (
        (heard, ()) if probability is None else second_look(listener, path, heard, probability, scorer)
    )
    reasons = contribution_evidence(explained.strongest(REASONS)) if explained else ()
    return Subject(
        name=path.name,
        listening=heard.listening,
        features=dict(heard.features),
        exhibit=closer.exhibit,
        probability=probability,
        explanation=explained,
        evidence=reasons + said,
        card=scorer.card,
    )


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
