"""The marks that are looked for: ours, and those that the operator adds."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from ingest.marks.document import CredentialsEntry, Producer, RegistryDocument, TagEntry
from ingest.marks.errors import RegistryError

OURS = Path(__file__).with_name("registry.yaml")
_MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Registry:
    """Every entry, those of the operator first. ``names`` are AI services' names, folded."""

    tags: tuple[TagEntry, ...]
    credentials: tuple[CredentialsEntry, ...]
    producers: tuple[Producer, ...]
    names: frozenset[str] = frozenset()

    @classmethod
    def load(cls, operators: Path | None = None) -> "Registry":
        """Our registry, with what the document at ``operators`` adds, replaces and removes.

        Raises ``RegistryError`` that names the place in the document.
        """
        ours = _read(OURS)
        names = frozenset(map(folded, ours.names))
        if operators is None:
            return cls(ours.tags, ours.credentials, ours.producers, names)
        own = _read(operators)
        if foreign := [name for name in own.remove_names if folded(name) not in names]:
            raise RegistryError(
                f"{operators}: remove_names names {foreign[0]!r}, which is none of our names.",
                remedy="Name one of those in ingest/marks/registry.yaml.",
            )
        ours_ids = set(ours.ids)
        if unknown := [name for name in own.remove if name not in ours_ids]:
            raise RegistryError(
                f"{operators}: remove names {unknown[0]!r}, which no mark of ours is called.",
                remedy=f"Name one of: {', '.join(sorted(ours_ids))}.",
            )
        gone = {*own.remove, *own.ids}
        return cls(
            (*own.tags, *(entry for entry in ours.tags if entry.id not in gone)),
            (*own.credentials, *(entry for entry in ours.credentials if entry.id not in gone)),
            (*own.producers, *ours.producers),
            (names | frozenset(map(folded, own.names))) - frozenset(map(folded, own.remove_names)),
        )

    def credentials_of(self, names: Sequence[str]) -> CredentialsEntry | None:
        """The first entry that one of ``names`` (signer, generator, agents) matches."""
        return next((e for e in self.credentials if any(_search(e.names, name) for name in names)), None)

    def producer(self, name: str) -> str | None:
        """The generator whose labels name ``name`` as their producer."""
        return next((each.generator for each in self.producers if _search(each.pattern, name)), None)


@lru_cache(maxsize=4096)  # the same artists come again and again
def folded(name: str) -> str:
    """``name`` without spaces, punctuation and case, as names are compared."""
    return re.sub(r"[\W_]+", "", name).casefold()


@cache
def our_names() -> frozenset[str]:
    """The names of our registry."""
    return Registry.load().names


def _search(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _read(path: Path) -> RegistryDocument:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        document = yaml.safe_load(data) if len(data) <= _MAX_BYTES else None
        made = RegistryDocument.model_validate(document)
    except OSError as error:
        raise RegistryError(
            f"The mark registry {path} cannot be read: {error.strerror}.",
            remedy="Correct DEADWAX_MARKS_PATH, or give the right to read it.",
        ) from error
    except yaml.YAMLError as error:
        raise RegistryError(f"The mark registry {path} is no YAML: {error}.", remedy="Correct it.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the document"
        raise RegistryError(
            f"The mark registry {path}: {place}: {first['msg']}.",
            remedy="Correct this place; ingest/marks/registry.yaml shows the form.",
        ) from error
    if twice := next((name for name, times in Counter(made.ids).items() if times > 1), None):
        raise RegistryError(f"The mark registry {path} names {twice!r} twice.", remedy="Rename one.")
    return made
