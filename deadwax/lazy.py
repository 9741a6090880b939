"""Imports what a command or a stage needs when it is asked for: no other waits for it."""

from importlib import import_module
from typing import Any


def load(place: str) -> Any:
    """What ``place``, written as ``module:name``, stands for; its module is imported now."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
