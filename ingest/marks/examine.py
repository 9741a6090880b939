"""Examines a delivered file on its own bytes, before it is decoded: its marks, its kind and its length."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contracts.mark import Credentials, FileMarks, MarkCheck
from ingest.files.picture import HEAD_BYTES, picture_kind
from ingest.files.probe import probe
from ingest.marks.claims import Store, marks_of
from ingest.marks.credentials import READ_IN, read_credentials
from ingest.marks.found import marks_in
from ingest.marks.registry import Registry
from ingest.marks.tags import FileTags, read_tags
from runtime.errors import PoisonError

OpenFile = Callable[[str], BinaryIO]
PathOf = Callable[[str], Path]


class Workers(Protocol):
    """Runs functions on bytes from outside in processes with limits."""

    def call(self, function: Callable[..., Any], *args: Any) -> Any:
        """The function's result; raises ``PoisonError`` where the call was stopped or crashed."""


class Probe(BaseModel):
    """What a file is, by FFmpeg's names; ``container`` is None where no sound could be opened."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    container: str | None = Field(max_length=100)
    codec: str | None = Field(max_length=100)
    duration_s: float | None = Field(ge=0)
    problem: str | None = Field(max_length=400)


@dataclass(frozen=True, slots=True)
class Examined:
    """``probe`` is None where the file could not be probed; ``problem`` then says why.

    ``picture`` is the kind of a picture, None for all that is none known here.
    """

    marks: FileMarks
    probe: Probe | None = None
    problem: str | None = None
    picture: str | None = None


class Examiner:
    """Reads tags here, within limits, and lets worker processes do what needs native code.

    ``open_file`` and ``path_of`` turn a location into a file and its path. ``anchors`` are trusted
    certificates in PEM.
    """

    def __init__(
        self, registry: Registry, open_file: OpenFile, path_of: PathOf, workers: Workers, anchors: str = ""
    ) -> None:
        self._registry = registry
        self._open_file = open_file
        self._path_of = path_of
        self._workers = workers
        self._anchors = anchors

    def examine(self, name: str, location: str, *, is_sound: bool = True) -> Examined:
        """Examine the file at ``location``; ``name`` is what the message calls it.

        Kind and length are told of a sound alone; a picture or video is looked through for marks.
        Whatever is wrong with the file is told in the result. Raises what ``open_file`` raises.
        """
        with self._open_file(location) as file:
            picture = None if is_sound else picture_kind(file.read(HEAD_BYTES))
            file.seek(0)
            tags = read_tags(file)
        path = str(self._path_of(location))
        store = self._store(tags, path)
        probed, problem = self._probe(path) if is_sound else (None, None)
        return Examined(self._marks(name, tags, store), probed, problem, picture)

    def _marks(self, name: str, tags: FileTags, store: Store | None) -> FileMarks:
        problem = tags.problem
        if store is not None and store.credentials is Credentials.UNREADABLE:
            problem = f"{problem or ''} The content credentials cannot be read: {store.problem}".strip()
        credentials = store.credentials if store else Credentials.NOT_CHECKED
        if store is None and tags.has_credentials is False:
            credentials = Credentials.ABSENT
        return FileMarks(
            file=name,
            check=MarkCheck.FAILED if problem else MarkCheck.CHECKED,
            credentials=credentials,
            signer=store.signer if store else None,
            problem=problem[:400] if problem else None,
            found=(
                *marks_in(tags.tags, self._registry),
                *(marks_of(store, self._registry) if store else ()),
            ),
        )

    def _store(self, tags: FileTags, path: str) -> Store | None:
        """What the worker tells; None where there is nothing to read or nothing that is read."""
        if tags.has_credentials is False or tags.container not in READ_IN:
            return None
        try:
            told = self._workers.call(read_credentials, path, tags.container, self._anchors)
            return Store.model_validate(told)
        except (PoisonError, ValidationError) as error:
            return Store(state="unreadable", problem=_first_line(error))

    def _probe(self, path: str) -> tuple[Probe | None, str | None]:
        try:
            return Probe.model_validate(self._workers.call(probe, path)), None
        except (PoisonError, ValidationError) as error:
            return None, _first_line(error)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:300]
