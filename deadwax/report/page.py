"""Writes the page: HTML with everything in it, and nothing fetched from anywhere."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from contracts.evidence import AudioExhibit
from contracts.features.registry import FEATURES
from deadwax.report import plots, words
from deadwax.report.style import CSS
from deadwax.report.subject import Subject
from detectors.audio.passages import PRESENT

_DRAWN = frozenset(("duration_s", "waveform", "spectrum", "grounds", "spacings", "chunks", "attribution"))
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(subjects: Sequence[Subject]) -> str:
    """The whole document, for one recording or many."""
    title = subjects[0].name if len(subjects) == 1 else f"{len(subjects)} recordings"
    index = "" if len(subjects) == 1 else _index(subjects)
    articles = "".join(_article(i, s) for i, s in enumerate(subjects))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Deadwax</title><style>{CSS}</style></head><body>"
        f'{index}{articles}<p class="quiet">{escape(words.MEANING)}</p></body></html>\n'
    )


def _index(subjects: Sequence[Subject]) -> str:
    rows = "".join(
        f'<tr><td><a href="#r{i}">{escape(s.name)}</a></td><td class="number">{_score(s)}</td>'
        f"<td>{escape(words.verdict(s))}</td></tr>"
        for i, s in enumerate(subjects)
    )
    return f'<table><tr><th>file</th><th class="number">score</th><th>verdict</th></tr>{rows}</table><br>'


def _article(number: int, subject: Subject) -> str:
    return f'<article id="r{number}" class="{words.band(subject)}">{"".join(_parts(subject))}</article>'


def _parts(subject: Subject) -> Iterator[str]:
    heard = subject.listening
    yield f"<h1>{escape(subject.name)}</h1>"
    yield f'<p class="quiet number">{escape(_file_facts(subject))}</p>'
    yield f'<p class="verdict">{escape(words.verdict(subject))}</p>'
    if heard.reason:
        yield f"<p>{escape(heard.reason)}</p>"
    if subject.probability is not None:
        yield f'<p class="number">AI score <b>{_score(subject)}</b></p>'
        yield plots.scale(subject.probability, dict(subject.card.thresholds))
    where = words.standing(subject)
    if where:
        yield f"<p>{escape(where)}</p>"
    yield _reasons(subject)
    if subject.exhibit is not None:
        yield from _exhibit(subject.exhibit)
    yield _list("What would change this", words.would_change(subject))
    yield _measurements(subject)
    yield _model(subject)


def _reasons(subject: Subject) -> str:
    if not subject.evidence:
        return ""
    rows = "".join(
        f"<tr><td>{escape(e.text)}</td><td class=number>"
        f"{'' if e.contribution is None else f'{e.contribution:+.2f}'}</td></tr>"
        for e in subject.evidence
    )
    head = "<tr><th>what was found</th><th class=number>log-odds</th></tr>"
    return f"<h2>Why</h2><table>{head}{rows}</table>"


def _exhibit(exhibit: AudioExhibit) -> Iterator[str]:
    part = exhibit.spectrum
    if part is not None:
        spacing = "no evenly spaced lines stand out"
        if part.spacing_hz is not None:
            spacing = f"lines every {part.spacing_hz:.2f} Hz, {len(part.lines_hz)} of them stand out here"
        yield f"<h2>Spectrum: {escape(spacing)}</h2>{plots.spectrum(part)}"
        yield f'<p class="quiet">{escape(words.SPECTRUM)}</p>'
    if exhibit.attribution is not None:
        yield f"<h2>Whose decoder</h2><p>{escape(exhibit.attribution.text)}</p>"
        yield f'<p class="quiet">{escape(words.ATTRIBUTION)}</p>'
    yield _spacings(exhibit)
    if exhibit.chunks:
        over = sum(c.z >= PRESENT for c in exhibit.chunks)
        yield f"<h2>When: in {over} of {len(exhibit.chunks)} parts</h2>"
        yield plots.timeline(exhibit.chunks, exhibit.duration_s)
        yield f'<p class="quiet">{escape(words.timeline(exhibit))}</p>'
    if exhibit.waveform:
        yield plots.waveform(exhibit.waveform)
    more = {
        k: v
        for k, v in exhibit.model_dump(mode="json").items()
        if k not in _DRAWN and v not in (None, [], {})
    }
    if more:
        yield f"<h2>More evidence</h2>{_value(more)}"


def _spacings(exhibit: AudioExhibit) -> str:
    """The line spacings of known decoders that stand out, strongest first, as each look sees them."""
    if not exhibit.spacings:
        return ""
    rows = "".join(
        f'<tr><td class="number">{s.spacing_hz:.2f} Hz</td>'
        + "".join(f'<td class="number">{_deviations(z)}</td>' for z in (s.together, s.comb, s.exact, s.pulse))
        + f"<td>{escape(s.known_from)}</td></tr>"
        for s in exhibit.spacings
    )
    heads = ("spacing", "together", "lines", "exact lines", "pulses")
    head = "".join(f'<th class="number">{name}</th>' for name in heads)
    return (
        f"<h2>Decoders that leave such lines</h2><table><tr>{head}<th>known from</th></tr>{rows}</table>"
        f'<p class="quiet">{escape(words.LOOKS)}</p>'
    )


def _deviations(z: float | None) -> str:
    return "" if z is None else f"{z:.1f}"


def _value(value: Any) -> str:
    """Any JSON value as it reads best; an exhibit may hold more than this page knows."""
    if isinstance(value, dict):
        rows = "".join(f"<tr><th>{escape(_words(k))}</th><td>{_value(v)}</td></tr>" for k, v in value.items())
        return f"<table>{rows}</table>"
    if isinstance(value, list):
        return "<ul>" + "".join(f"<li>{_value(v)}</li>" for v in value) + "</ul>"
    if isinstance(value, float):
        return f'<span class="number">{value:.4g}</span>'
    return escape(_words(str(value)) if isinstance(value, bool) else str(value))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _list(title: str, items: Sequence[str]) -> str:
    return f"<h2>{escape(title)}</h2><ul>" + "".join(f"<li>{escape(i)}</li>" for i in items) + "</ul>"


def _measurements(subject: Subject) -> str:
    """Every feature with its meaning: those that the model sees first, then the other witnesses."""
    seen = [n for n in subject.card.features if n in subject.features]
    others = [n for n in subject.features if n not in subject.card.features]
    if subject.probability is None:
        return ""
    return "".join(
        f"<details><summary>{title}</summary><table>{rows}</table></details>"
        for title, names in (("What the model weighed", seen), ("Other measurements", others))
        if (rows := "".join(_row(subject, name) for name in names))
    )


def _row(subject: Subject, name: str) -> str:
    value, spec = subject.features[name], FEATURES.get(name)
    shown = "not known" if value is None else f"{value:.3g}"
    meaning, unit = (spec.meaning, spec.unit) if spec else (_words(name), "")
    return f'<tr><td>{escape(meaning)}</td><td class="number">{shown}</td><td>{escape(unit)}</td></tr>'


def _model(subject: Subject) -> str:
    card = subject.card
    limits = "".join(f"<li>{escape(limit)}</li>" for limit in card.limits)
    return (
        f"<details><summary>The model</summary><p>{escape(card.model)}, made {card.created:%Y-%m-%d}, "
        f"SHA-256 <code>{card.model_sha256}</code></p>"
        f"<p>{escape(card.trained_on.text)}</p><ul>{limits}</ul></details>"
    )


def _file_facts(subject: Subject) -> str:
    heard = subject.listening
    channels = {1: "mono", 2: "stereo"}.get(heard.channels or 0, f"{heard.channels} channels")
    facts = [
        "" if heard.duration_s is None else f"{heard.duration_s:.1f} s",
        heard.codec or "",
        "" if heard.sample_rate_hz is None else f"{heard.sample_rate_hz} Hz",
        "" if heard.channels is None else channels,
        "" if heard.bit_rate is None else f"{heard.bit_rate // 1000} kb/s",
    ]
    return " · ".join(fact for fact in facts if fact)


def _score(subject: Subject) -> str:
    return "none" if subject.probability is None else f"{subject.probability:.1%}"
