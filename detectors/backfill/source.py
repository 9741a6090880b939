"""Reads the rows of a catalogue: CSV or Parquet."""

import codecs
import csv
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detectors.backfill.entry import REQUIRED, cleaned, column_names
from detectors.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROWS_AT_ONCE = 4096
_BLOCK = 1 << 20
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Source:
    """A catalogue's file, its checksum and how many rows it has."""

    path: Path
    sha256: str
    rows: int


def open_source(path: Path) -> Source:
    """Look at a catalogue. Raises ``CatalogueError`` where it cannot be read as one."""
    try:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror}.", remedy="Name a CSV or Parquet file.") from error
    with _rows(path) as (header, rows):
        missing = [what for what in REQUIRED if what not in column_names(header)]
        if missing:
            raise CatalogueError(
                f"{path}: no column says the {' and the '.join(missing)}; there are {', '.join(header)}.",
                remedy="Rename the columns; docs/patterns.md lists the names that are known.",
            )
        count = sum(1 for _ in rows)
    return Source(path, digest.hexdigest(), count)


@contextmanager
def entries(source: Source, after: int) -> Iterator[Iterator[dict[str, str]]]:
    """The rows behind the first ``after``, as texts by what they say."""
    with _rows(source.path) as (header, rows):
        columns = column_names(header)
        yield (cleaned(row, columns) for number, row in enumerate(rows) if number >= after)


@contextmanager
def _rows(path: Path) -> Iterator[tuple[list[str], Iterator[Mapping[str, object]]]]:
    if path.suffix.lower() in (".parquet", ".pq"):
        with _parquet(path) as opened:
            yield opened
        return
    try:
        with path.open(encoding=_encoding(path), newline="") as file:
            separator = _separator(file.readline())
            file.seek(0)
            reader = csv.DictReader(file, delimiter=separator)
            yield list(reader.fieldnames or ()), iter(reader)
    except UnicodeError as error:
        raise CatalogueError(
            f"{path}: its text is neither UTF-8 nor UTF-16, so that names would be damaged: {error}.",
            remedy="Write it anew as UTF-8.",
        ) from error
    except csv.Error as error:
        raise CatalogueError(f"{path}: this is no CSV: {error}.", remedy="Write it anew as CSV.") from error


def _encoding(path: Path) -> str:
    """UTF-16 where the file begins with its mark, as spreadsheets write it, else UTF-8."""
    with path.open("rb") as file:
        return "utf-16" if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def _separator(header: str) -> str:
    """That which gives the most columns whose names are known; the comma where none does."""
    return max(
        _SEPARATORS, key=lambda mark: len(column_names(next(csv.reader([header], delimiter=mark), [])))
    )


@contextmanager
def _parquet(path: Path) -> Iterator[tuple[list[str], Iterator[Mapping[str, object]]]]:
    import duckdb  # noqa: PLC0415 - only Parquet needs it, and it takes a while to load

    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        try:
            found = connection.execute("SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?)", [str(path)])
        except duckdb.Error as error:
            raise CatalogueError(
                f"{path}: this is no Parquet file: {error}", remedy="Write it anew as Parquet or CSV."
            ) from error
        header = [column[0] for column in found.description or ()]

        def rows() -> Iterator[Mapping[str, object]]:
            while several := found.fetchmany(_ROWS_AT_ONCE):
                row: Sequence[object]
                for row in several:
                    yield dict(zip(header, row, strict=True))

        yield header, rows()
