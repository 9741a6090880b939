"""What content credentials say about AI, and by whom: marks made of manifests."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from contracts.mark import Credentials, Mark, MarkClaim, MarkKind
from ingest.marks.credentials import MOST_ACTIONS, MOST_MANIFESTS, MOST_TEXT
from ingest.marks.found import moment, shown
from ingest.marks.registry import Registry

Text = Annotated[str, Field(max_length=MOST_TEXT)]

_STATES = {
    "Trusted": Credentials.TRUSTED,
    "Valid": Credentials.UNTRUSTED,
    "Invalid": Credentials.BROKEN,
    "absent": Credentials.ABSENT,
    "unreadable": Credentials.UNREADABLE,
}
_WHOLE = "trainedAlgorithmicMedia"
_MIXED = frozenset({"compositeWithTrainedAlgorithmicMedia"})
_NO_STATEMENT = ("", "unspecified")


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class Action(_Told):
    """One action of a manifest; ``source`` is its digitalSourceType (IPTC), a URI."""

    action: Text
    source: Text
    text: Text

    @property
    def source_name(self) -> str:
        """The last part of the URI."""
        return self.source.rstrip("/").rpartition("/")[2]


class Manifest(_Told):
    """One manifest; ``depth`` counts from the active one, which has 0."""

    depth: int
    relationship: Text
    signer: Text
    signed_at: Text
    names: tuple[Text, ...] = Field(max_length=40)
    actions: tuple[Action, ...] = Field(max_length=MOST_ACTIONS)
    assertions: dict[Text, dict[Text, Text]] = Field(max_length=MOST_ACTIONS)


class Store(_Told):
    """What a worker process told of a file's manifest store."""

    state: Literal["Trusted", "Valid", "Invalid", "absent", "unreadable"]
    problem: Text | None = None
    failures: tuple[Text, ...] = Field(default=(), max_length=40)
    manifests: tuple[Manifest, ...] = Field(default=(), max_length=MOST_MANIFESTS)

    @property
    def credentials(self) -> Credentials:
        """The outcome."""
        return _STATES[self.state]

    @property
    def signer(self) -> str | None:
        """Who signed the active manifest."""
        return (shown(self.manifests[0].signer) or None) if self.manifests else None


def claim_of(manifest: Manifest) -> MarkClaim:
    """What a manifest's actions say of the content.

    Wholly AI where it was created so, or where AI is the only source named; partly where AI came to
    something that was made in another way, or where the source is named as mixed.
    """
    sources = [each.source_name for each in manifest.actions]
    created = [each.source_name for each in manifest.actions if each.action == "c2pa.created"]
    if _WHOLE in created:
        return MarkClaim.ALL
    if _MIXED.intersection(sources):
        return MarkClaim.PARTLY
    if _WHOLE in sources:
        others = [source for source in created if source not in _NO_STATEMENT]
        return MarkClaim.PARTLY if others else MarkClaim.ALL
    return MarkClaim.NOTHING


def marks_of(store: Store, registry: Registry) -> tuple[Mark, ...]:
    """One mark for each manifest."""
    return tuple(_mark(manifest, registry) for manifest in store.manifests)


def _mark(manifest: Manifest, registry: Registry) -> Mark:
    entry = registry.credentials_of(manifest.names)
    more = manifest.assertions.get(entry.assertion or "", {}) if entry else {}
    claim = claim_of(manifest)
    if manifest.depth and claim is MarkClaim.ALL and manifest.relationship != "parentOf":
        claim = MarkClaim.PARTLY  # one of several things that the file was made of
    created = more.get((entry.created if entry else None) or "") or manifest.signed_at
    return Mark(
        id=entry.id if entry else "c2pa",
        kind=MarkKind.CREDENTIALS,
        claim=claim,
        place="C2PA ingredient" if manifest.depth else "C2PA manifest",
        text=shown(_told(manifest)),
        generator=entry.generator if entry else None,
        content_id=shown(more.get((entry.content_id if entry else None) or "", "")) or None,
        system=shown(more.get((entry.system if entry else None) or "", "")) or None,
        created_at=moment(created) if created else None,
        from_ingredient=manifest.depth > 0,
    )


def _told(manifest: Manifest) -> str:
    """The actions in words, then who signed."""
    actions = [_action(each) for each in manifest.actions]
    told: Sequence[str] = list(dict.fromkeys(actions)) or ["no actions"]
    return f"{'; '.join(told)} (signed by {manifest.signer or 'nobody who is named'})"


def _action(action: Action) -> str:
    words = f"{action.action} {action.source_name}".strip()
    return f"{words}: {action.text}" if action.text else words
