"""Reads YAML and remembers on which line each value stands."""

from dataclasses import dataclass
from typing import Any

import yaml

from policy.errors import PolicyInvalidError, Problem

MOST_CHARACTERS = 500_000

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class LocatedYaml:
    """Plain data, and the line (from 1) of every value by its path."""

    data: Any
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int | None:
        """The line of the value at ``path``, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def read_yaml(text: str, source: str) -> LocatedYaml:
    """Read one YAML document of plain data.

    Raises ``PolicyInvalidError`` for syntax errors, anchors and aliases (which can blow a document up),
    tags, repeated keys, and more than 500,000 characters.
    """
    if len(text) > MOST_CHARACTERS:
        raise PolicyInvalidError(
            source,
            [Problem("document", f"It has {len(text)} characters.", f"Keep it under {MOST_CHARACTERS}.")],
        )
    try:
        _refuse_aliases(text, source)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise PolicyInvalidError(source, [_syntax(error)]) from error
    reader = _Reader(source)
    data = reader.value(node, ()) if node is not None else None
    if reader.problems:
        raise PolicyInvalidError(source, reader.problems)
    return LocatedYaml(data, reader.lines)


def _refuse_aliases(text: str, source: str) -> None:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = Problem(
                "document",
                "Anchors (&) and aliases (*) are not used here.",
                "Write the value out.",
                _line(event),
            )
            raise PolicyInvalidError(source, [problem])


def _syntax(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    text = str(getattr(error, "problem", None) or error).strip().rstrip(".")
    line = mark.line + 1 if mark is not None else None
    return Problem("document", f"This is not YAML: {text}.", "Correct the line or its indentation.", line)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Reader:
    """Turns nodes into plain data and notes lines and problems on the way."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._scalars = yaml.SafeLoader("")

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines[path] = _line(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        try:
            return self._scalars.construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError) as error:
            self._note(node, path, f"The value cannot be read: {getattr(error, 'problem', None) or error}.")
            return None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._note(key_node, path, "A key has to be a plain word.")
                continue
            # As written: YAML 1.1 would read the keys on, off, yes and no as truth values.
            key = str(key_node.value)
            if key in found:
                self._note(key_node, (*path, key), f"The key '{key}' stands here twice.")
            found[key] = self.value(value_node, (*path, key))
        return found

    def _note(self, node: yaml.Node, path: Path, text: str) -> None:
        place = ".".join(str(part) for part in path) or "document"
        self.problems.append(Problem(place, text, "Correct it.", _line(node)))
