"""``deadwax evaluate``: measure a model on labelled recordings."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from deadwax.cli.output import out, progress, table, write_json
from deadwax.errors import UsageError
from detectors.models.card import Metric
from detectors.models.scorer import SHIPPED
from detectors.training.evaluation import evaluate as evaluation
from detectors.training.evaluation.attacks import ATTACKS, PUBLISHED
from detectors.training.evaluation.result import Evaluation, Group
from runtime.settings import Settings

_LEGEND = (
    "[dim]n: generated + by people. AUC: how often a generated recording scores above one by people. Found: "
    "the share of generated recordings, at the threshold that 1 % of these people's recordings exceed, and "
    "at the card's review threshold. In brackets 95 % intervals: by drawing whole families and sources for "
    "AUC and the first share (too narrow where all or few are told apart), Wilson's for the others.[/dim]"
)


class Model(StrEnum):
    """The models that can be measured so."""

    AI = "ai"


def evaluate(
    *,
    manifests: Annotated[
        list[Path],
        typer.Option("--manifest", "-m", help="CSV with path, label (ai, human, reconstructed) and source."),
    ],
    model: Annotated[Model, typer.Option(help="Which model.")] = Model.AI,
    folder: Annotated[
        Path | None, typer.Option(help="The model's folder; the one in use if not given.")
    ] = None,
    held_out: Annotated[
        bool,
        typer.Option(
            "--held-out",
            help="Judge each recording by a model that was fitted without its family and source.",
        ),
    ] = False,
    attacks: Annotated[
        list[str] | None, typer.Option("--attack", help="An attack by name; all if not given.")
    ] = None,
    most: Annotated[
        int | None, typer.Option(min=1, help="At most so many recordings of each source.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=5.0, help="How much of each recording is heard.")] = 30.0,
    cache: Annotated[
        Path | None, typer.Option(help="Keeps what was heard; DEADWAX_HOME if not given.")
    ] = None,
    baseline: Annotated[
        list[Path] | None,
        typer.Option(help="Another detector's scores to put beside: CSV with path and score."),
    ] = None,
    write_card: Annotated[
        bool, typer.Option("--card", help="Write the figures on the model's card.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; DEADWAX_WORKERS if not given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Measure the model per source, format and attack, sung and instrumental apart, with intervals.

    A model that has heard the recordings in training looks too good: use --held-out, or recordings that
    are new to it.
    """
    settings = Settings.load()
    options = evaluation.Options(
        _attacks(attacks), seconds, most, held_out, workers or settings.workers, model
    )
    with progress() as bar:
        task = bar.add_task("Listening", total=None)
        found = evaluation.evaluate(
            manifests,
            folder,
            cache or settings.home,
            lambda done, total: bar.update(task, completed=done, total=total),
            options=options,
            others={path.stem: evaluation.read_scores(path) for path in baseline or []},
        )
    if write_card:
        evaluation.write_on_card(found, folder or SHIPPED)
    if as_json:
        write_json(found)
    else:
        _print(found)


def _attacks(named: list[str] | None) -> tuple[str, ...]:
    unknown = [name for name in named or [] if name not in ATTACKS]
    if unknown:
        raise UsageError(f"There is no attack {unknown[0]!r}.", remedy="Name one of: " + "; ".join(ATTACKS))
    return tuple(name for name in ATTACKS if not named or name in (*named, PUBLISHED))


def _print(found: Evaluation) -> None:
    console = out()
    counts = ", ".join(f"{n} {label}" for label, n in found.recordings.items())
    console.print(f"[bold]{found.model}[/bold] [dim]{found.model_sha256[:12]}[/dim] on {counts}")
    limits = ", ".join(f"{name} from {value:.3f}" for name, value in found.thresholds.items())
    console.print(f"Thresholds: {limits}")
    console.print(
        "Judged by models that never heard the recording's family, source or song."
        if found.held_out
        else "[yellow]Judged by the model itself: too good where it learnt from these recordings.[/yellow]"
    )
    shown = table(
        "By attack",
        "attack",
        "n",
        "not judged",
        "AUC",
        "found at 1 % false alarms",
        "found at review",
        "false alarms at review",
        right=("n", "not judged"),
    )
    for a in found.attacks:
        shown.add_row(
            a.attack,
            f"{a.recall.n} + {a.false_alarms.n}",
            str(a.abstained),
            _figure(a.auc),
            _figure(a.recall_at_1_percent),
            _percent(a.recall),
            _percent(a.false_alarms),
        )
    console.print(shown)
    console.print(_LEGEND)
    for title, groups in (("source", found.sources), ("format", found.formats), ("vocals", found.vocals)):
        _print_groups(f"Over the review threshold, by {title}", groups)
    for other in found.beside:
        recall = _figure(other.recall_at_1_percent)
        console.print(f"{escape(other.name)}: AUC {_figure(other.auc)}, recall at 1 % {recall}")
    _print_calibration(found)


def _print_calibration(found: "Evaluation") -> None:
    """How far the probabilities can be taken at their word, beside what chance alone would show."""
    if found.calibration_error is None:
        return
    shown = table("Expected calibration error", "recordings", "n", "error", "how", right=("n",))
    every = [("all, as published", found.calibration_error)]
    for name, error in every + [(group.name, group.error) for group in found.calibration_by_format]:
        shown.add_row(escape(name), str(error.n), _figure(error), escape(error.text.partition("; 95")[0]))
    out().print(shown)


def _print_groups(title: str, groups: Sequence[Group]) -> None:
    shown = table(title, "label", "name", "n", "share", right=("n",))
    for group in groups:
        shown.add_row(group.label, escape(group.name), str(group.over.n), _percent(group.over))
    out().print(shown)


def _figure(metric: Metric | None) -> str:
    if metric is None:
        return "-"
    interval = "" if metric.low is None else f" [{metric.low:.3f}, {metric.high:.3f}]"
    return f"{metric.value:.3f}{interval}"


def _percent(metric: Metric) -> str:
    if metric.n == 0:
        return "-"
    return f"{metric.value:.1%} [{metric.low:.1%}, {metric.high:.1%}]"
