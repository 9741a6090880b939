"""C01, C02, C05, C06: a declared level against contributors, releases and other recordings."""

from collections.abc import Iterator

from contracts.disclosure import DisclosureLevel
from ingest.ern.declared import Declared
from ingest.ern.message import ErnMessage
from ingest.ern.releases import Release
from ingest.identifiers.kinds import normalise
from ingest.rules.found import Found, Rule, listed

ALL, NONE, PARTLY = DisclosureLevel.ALL, DisclosureLevel.NONE, DisclosureLevel.PARTLY


def c01_none_with_ai_contributor(message: ErnMessage) -> Iterator[Found]:
    """None, but a contributor is GenerativeAI or made with AI (excluded by the text of ERN 4.3.1)."""
    for resource in message.declaring:
        if resource.ai.level is NONE and (with_ai := resource.ai_names):
            yield Found(
                "DX-C01",
                resource.ai.place or resource.place,
                f"{resource.subject}ContainsAI is None, but AI is credited: {listed(with_ai)}.",
                "ContainsAI Partly or All, or no AI contribution",
                "Correct ContainsAI, or the contributors.",
            )


def c02_all_with_party(message: ErnMessage) -> Iterator[Found]:
    """All, but people are contributors (excluded by the text of ERN 4.3.1).

    Versions without GenerativeAI can credit nobody else.
    """
    if not message.version.carries_disclosure:
        return
    for resource in message.declaring:
        if resource.ai.level is not ALL:
            continue
        parties = [c for c in resource.credits if not c.is_display_artist and not c.is_generative_ai]
        if parties:
            yield Found(
                "DX-C02",
                resource.ai.place or resource.place,
                f"{resource.subject}"
                f"ContainsAI is All, but people are credited: {listed([c.name for c in parties])}.",
                "only contributors that are GenerativeAI, or ContainsAI Partly",
                "Declare Partly if people contributed, else credit GenerativeAI.",
            )


def c05_release_against_resources(message: ErnMessage) -> Iterator[Found]:
    """A release's level that its resources' levels exclude."""
    for release in message.releases:
        if not release.ai.is_declared:
            continue
        conflict = _conflict(release.ai.level, [each.level for each in _resources(message, release)])
        if conflict:
            yield Found(
                "DX-C05",
                release.ai.place or release.place,
                f"The release declares {release.ai.text}, but {conflict}.",
                "a release level that agrees with its recordings",
                "Correct the release's ContainsAI, or its recordings'.",
            )


def c06_same_isrc_other_level(message: ErnMessage) -> Iterator[Found]:
    """One ISRC with different declarations."""
    first: dict[str, Declared] = {}
    for recording in message.recordings:
        for isrc in map(normalise, recording.isrcs):
            earlier = first.setdefault(isrc, recording.ai)
            if earlier.level is not recording.ai.level:
                yield Found(
                    "DX-C06",
                    recording.ai.place or recording.place,
                    f"ISRC {isrc} is declared as {_word(recording.ai)} here and as {_word(earlier)} before.",
                    "one declaration for one ISRC",
                    "Declare the same for the same recording, or give another ISRC.",
                )


def _resources(message: ErnMessage, release: Release) -> list[Declared]:
    recordings = [recording.ai for recording in message.links.recordings_of(release)]
    return recordings + [resource.ai for resource in message.links.resources_of(release)]


def _conflict(level: DisclosureLevel, inside: list[DisclosureLevel]) -> str | None:
    if level is NONE and (ALL in inside or PARTLY in inside):
        return f"{sum(1 for each in inside if each in (ALL, PARTLY))} of its resources declare AI"
    if level is ALL and NONE in inside:
        return f"{inside.count(NONE)} of its resources declare None"
    if level is PARTLY and inside and all(each is NONE for each in inside):
        return "all of its resources declare None"
    return None


def _word(declared: Declared) -> str:
    return declared.text if declared.is_declared and declared.text else "undeclared"


RULES: tuple[Rule, ...] = (
    c01_none_with_ai_contributor,
    c02_all_with_party,
    c05_release_against_resources,
    c06_same_isrc_other_level,
)
