"""``deadwax train``: fit a model and write it with its card."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from deadwax.cli.output import out, progress, table, write_json
from deadwax.database import open_database
from deadwax.labels import decided_cases
from detectors.models.card import ModelCard
from detectors.models.scorer import SHIPPED
from detectors.training.attribution import train_decoders
from detectors.training.audio_model import train_ai
from detectors.training.labels import read_labels, write_labels
from detectors.training.spam_model import train_spam
from runtime.settings import Settings

train = typer.Typer(no_args_is_help=True, help="Fit a model and write it with its card.")
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="The folder to write into; the models in use if not given."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the card as JSON.")]


@train.command("ai")
def train_ai_model(
    manifests: Annotated[
        list[Path], typer.Argument(help="CSV files with path, label (ai, human, reconstructed) and source.")
    ],
    output: Output = None,
    cache: Annotated[
        Path | None,
        typer.Option(help="Keeps what was heard between runs; DEADWAX_HOME/harvest if not given."),
    ] = None,
    variants: Annotated[
        int,
        typer.Option(min=1, help="Further forms of each recording: delivery chains and another speed."),
    ] = 2,
    as_json: AsJson = False,
) -> None:
    """Learn the traces of neural decoders from labelled recordings."""
    with progress() as bar:
        task = bar.add_task("Listening", total=None)
        card = train_ai(
            manifests,
            output or SHIPPED,
            cache or Settings.load().home / "harvest",
            lambda done, total: bar.update(task, completed=done, total=total),
            variants,
        )
    _show(card, as_json=as_json)


@train.command("decoders")
def train_decoders_beside(
    manifests: Annotated[
        list[Path], typer.Argument(help="The CSV files that the AI model was trained on, or more.")
    ],
    output: Output = None,
    cache: Annotated[
        Path | None,
        typer.Option(help="What training has heard before; DEADWAX_HOME/harvest if not given."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Learn to say whose decoder a trace is like, beside an AI model that was trained before."""
    with progress() as bar:
        task = bar.add_task("Listening", total=None)
        found = train_decoders(
            manifests,
            output or SHIPPED,
            cache or Settings.load().home / "harvest",
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    if as_json:
        write_json(found)
        return
    for title, rows in (
        ("With the source held out", found.unseen_sources),
        ("With the decoder held out: unknown is the right answer", found.unseen_decoders),
    ):
        counts = ("right", "among others", "unknown", "wrong")
        told = table(title, "decoder", *counts, "said instead", right=counts)
        for row in rows:
            numbers = (row.right, row.among, row.unknown, row.wrong)
            told.add_row(escape(row.decoder), *map(str, numbers), escape("; ".join(row.said_wrongly)))
        out().print(told)


@train.command("spam")
def train_spam_model(
    output: Output = None,
    seed: Annotated[int, typer.Option(min=0, help="One seed gives one model.")] = 1,
    worlds: Annotated[int, typer.Option(min=1, help="How many simulated worlds to learn from.")] = 7,
    labels: Annotated[
        Path | None, typer.Option(help="Decided cases to learn from as well, from: deadwax train labels.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Learn spam from a simulated stream of deliveries, and from what moderators decided."""
    labelled = read_labels(labels) if labels else ()
    with progress() as bar:
        task = bar.add_task("Starting", total=None)
        card = train_spam(
            output or SHIPPED,
            seed,
            lambda what, done, total: bar.update(task, description=what, completed=done, total=total),
            worlds,
            labelled,
        )
    _show(card, as_json=as_json)


@train.command("labels")
def export_labels(
    path: Annotated[Path, typer.Argument(help="The file to write: one line of JSON for each case.")],
) -> None:
    """Write the decided cases that say something about spam as rows to learn from.

    All of them had been flagged: they are no sample of what is delivered.
    """
    with open_database(Settings.load()) as engine:
        count, spam = write_labels(path, decided_cases(engine))
    out().print(
        f"{count:,} decided cases, {spam:,} of them spam. All had been flagged: no sample of the whole."
    )


def _show(card: ModelCard, *, as_json: bool) -> None:
    if as_json:
        write_json(card)
        return
    console = out()
    console.print(f"[bold]{card.model}[/bold] [dim]sha256 {card.model_sha256}[/dim]")
    console.print(escape(card.trained_on.text))
    measured = table("Measured", "what", "value", "95 % interval", "n", right=("value", "95 % interval", "n"))
    for name, metric in card.metrics.items():
        interval = "" if metric.low is None else f"{metric.low:.3f} … {metric.high:.3f}"
        measured.add_row(name, f"{metric.value:.3f}", interval, str(metric.n))
    console.print(measured)
    for limit in card.limits:
        console.print(f"- {escape(limit)}")
