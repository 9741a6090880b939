"""Marks of generators, as files carry them."""

from contracts.mark import Mark, MarkClaim, MarkKind

SUNO_TEXT = Mark(
    id="suno-text",
    kind=MarkKind.TEXT,
    claim=MarkClaim.ALL,
    place="ID3 COMM",
    text="made with suno",
    generator="Suno",
)
