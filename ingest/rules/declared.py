"""D: what is declared about generative AI, taken by itself."""

import re
from collections.abc import Iterator

from contracts.disclosure import DisclosureLevel, Facet
from ingest.ern.credits import USER_DEFINED
from ingest.ern.message import ErnMessage
from ingest.facets import facet_of
from ingest.rules.found import Found

COMPOSITION = Facet.COMPOSITION_LYRICS
_DECLARABLE = ("Image", "Video")
_ALLOWED = "All, Partly or None, letter for letter"
_AI_WORDS = re.compile(r"\b(?:a\.?i\.?|artificial|generative|generated)\b", re.IGNORECASE)


def d01_undeclared(message: ErnMessage) -> Iterator[Found]:
    """A recording without ContainsAI in a version that has it, or without its word in the agreed place."""
    if not message.can_declare:
        return
    has_field = message.version.carries_disclosure
    for recording in message.recordings:
        if recording.ai.text is None and not (recording.agreed_facets and not has_field):
            yield Found(
                "DX-D01",
                recording.place,
                "The recording says nothing about generative AI (no ContainsAI)."
                if has_field
                else "The recording says nothing about generative AI in the place that was agreed for it.",
                _ALLOWED if has_field else "a declaration of every recording",
                "Add ContainsAI to the SoundRecording." if has_field else "Declare AI as it was agreed.",
            )


def d02_version_cannot_carry(message: ErnMessage) -> Iterator[Found]:
    """A version without fields for disclosure and nothing agreed: told once for the whole message."""
    if not message.can_declare:
        yield Found(
            "DX-D02",
            message.place,
            f"ERN {message.version.number} has no field for AI disclosure.",
            "disclosure in ERN 4.3.1 or later",
            "Move the feed to ERN 4.3.2, or agree on another way to declare AI.",
        )


def d03_value_not_allowed(message: ErnMessage) -> Iterator[Found]:
    """A ContainsAI or AiContribution that is there but holds no allowed value."""
    for declared in message.declarations():
        if declared.is_invalid and declared.place:
            yield Found(
                "DX-D03",
                declared.place,
                f"The value is {(declared.text or '')[:100]!r}"
                f"{f' ({declared.carrier})' if declared.carrier else ''}.",
                "a value that was agreed" if declared.carrier else _ALLOWED,
                "Correct the value; until then it counts as undeclared.",
            )


def d04_user_defined(message: ErnMessage) -> Iterator[Found]:
    """AI in a place that is not ERN's: without a value, not agreed, or against ERN's own field."""
    yield from _agreed_badly(message)
    for recording in message.recordings:
        for credit in recording.credits:
            if credit.special == USER_DEFINED and not credit.special_user_value:
                yield Found(
                    "DX-D04",
                    credit.place,
                    "The special contributor is UserDefined without a UserDefinedValue.",
                    "a UserDefinedValue with its Namespace, or GenerativeAI",
                    "Say what the contributor is.",
                )
            for role in credit.roles:
                spoken = role.value == USER_DEFINED and _AI_WORDS.search(role.user_value or "")
                if spoken and not credit.ai.carrier and recording.ai.carrier is None:
                    yield Found(
                        "DX-D04",
                        credit.place,
                        f"The user-defined role {role.user_value!r} speaks of AI.",
                        "AiContribution or SpecialContributor GenerativeAI",
                        "Declare AI in the fields that ERN 4.3.1 and later have for it.",
                    )


def _agreed_badly(message: ErnMessage) -> Iterator[Found]:
    for each in message.disagreements:
        yield Found(
            "DX-D04",
            each.place,
            f"The {each.carrier} says {each.carried!r}, ERN's own field {each.own!r}.",
            "the same in both, or ERN's own field alone",
            "Correct the one that is wrong; ERN's own field counts.",
        )
    for unknown in message.misunderstood:
        yield Found(
            "DX-D04",
            unknown.place,
            f"Nothing was agreed about the value {unknown.value[:100]!r}.",
            "a value that was agreed",
            "Use an agreed value, or agree on this one.",
        )


def d05_partly_without_contributor(message: ErnMessage) -> Iterator[Found]:
    """Partly, but nobody is credited with the part that AI made."""
    for recording in message.recordings:
        if recording.ai.level is DisclosureLevel.PARTLY and not recording.ai_names:
            yield Found(
                "DX-D05",
                recording.ai.place or recording.place,
                "ContainsAI is Partly, but no contributor is credited with AI.",
                "a Contributor that is GenerativeAI or has an AiContribution",
                "Credit the part that AI made, with its role.",
            )


def d06_contribution_without_role(message: ErnMessage) -> Iterator[Found]:
    """An AI contribution without a role: nobody can tell what AI made."""
    for recording in message.recordings:
        for credit in recording.credits:
            if credit.has_ai and not credit.roles:
                yield Found(
                    "DX-D06",
                    credit.place,
                    f"{credit.name or 'A contributor'} has an AI contribution without a role.",
                    "a Role, such as LeadVocalist or Composer",
                    "Add the role that the AI contribution concerns.",
                )


def d07_other_parts(message: ErnMessage) -> Iterator[Found]:
    """Composition, artwork or video without a declaration, while the recording has one."""
    if not message.version.carries_disclosure:
        return
    declared = [recording for recording in message.recordings if recording.ai.is_declared]
    for recording in declared:
        composed = [c for c in recording.credits if any(facet_of(r.value) is COMPOSITION for r in c.roles)]
        if recording.ai.has_ai and not any(c.ai.is_declared or c.is_generative_ai for c in composed):
            yield Found(
                "DX-D07",
                recording.place,
                "The recording declares AI; nothing says whether the composition or the lyrics have any.",
                "AiContribution on the composers and lyricists, or GenerativeAI in their place",
                "Declare the composition as well, None included.",
            )
    if not declared:
        return
    for resource in message.resources:
        if resource.kind in _DECLARABLE and resource.ai.text is None:
            yield Found(
                "DX-D07",
                resource.place,
                f"The recordings are declared, but the {resource.kind} {resource.reference or ''} is not.",
                _ALLOWED,
                f"Add ContainsAI to the {resource.kind}.",
            )


RULES = (
    d01_undeclared,
    d02_version_cannot_carry,
    d03_value_not_allowed,
    d04_user_defined,
    d05_partly_without_contributor,
    d06_contribution_without_role,
    d07_other_parts,
)
