"""Reads the document of sender contracts and says all that is wrong with it at once."""

from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ingest.errors import SendersInvalidError, SendersNotReadError
from ingest.senders.contracts import NO_CONTRACTS, SenderContracts
from ingest.senders.document import SendersDocument
from runtime.text import why_unread

MOST_BYTES = 2_000_000
_REMEDY = "Correct it; docs/deliveries.md describes the document."


def load(path: Path | None) -> SenderContracts:
    """The contracts in the file at ``path``; without one nothing is agreed.

    Raises ``SendersNotReadError`` and ``SendersInvalidError``.
    """
    if path is None:
        return NO_CONTRACTS
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SendersNotReadError(
            f"The sender contracts {path} cannot be read: {why_unread(error)}.",
            remedy="Set DEADWAX_SENDERS_PATH to a YAML file in UTF-8, or unset it.",
        ) from error
    if len(data) > MOST_BYTES:
        raise SendersInvalidError(f"{path} has more than {MOST_BYTES} bytes.", remedy="Shorten it.")
    return parse(text, str(path))


def parse(text: str, source: str = "as given") -> SenderContracts:
    """Check a document. Raises ``SendersInvalidError`` that names every problem."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise SendersInvalidError(  # an alias can blow a small document up
                    f"{source}: aliases (*) are not used here.",
                    remedy="Write the value out.",
                )
        # Everything as text, as it is written: YAML would read yes and no as truth values.
        plain = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        why = getattr(error, "problem", None) or str(error)
        raise SendersInvalidError(f"{source}{place}: this is no YAML: {why}.", remedy=_REMEDY) from error
    try:
        return SenderContracts.of(SendersDocument.model_validate(plain))
    except ValidationError as error:
        problems = "; ".join(_sentence(each) for each in error.errors(include_url=False))
        raise SendersInvalidError(f"{source}: {problems}.", remedy=_REMEDY) from error


def _sentence(detail: ErrorDetails) -> str:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in detail["loc"])
    return f"{place.lstrip('.') or 'document'}: {detail['msg'].removeprefix('Value error, ')}"
