"""D: what is declared about generative AI, taken by itself."""

import re
from collections.abc import Iterator

from contracts.disclosure import DisclosureLevel, Facet
from ingest.ern.credits import USER_DEFINED, Credit
from ingest.ern.declared import LEVELS
from ingest.ern.message import ErnMessage
from ingest.ern.recordings import Recording
from ingest.ern.resources import Resource
from ingest.facets import facet_of
from ingest.rules.found import Found, listed

COMPOSITION = Facet.COMPOSITION_LYRICS
_DECLARABLE = ("Image", "Video")
_ALLOWED = "All, Partly or None, letter for letter"
_MEANT = {value.casefold(): value for value in LEVELS}
_AI_WORDS = re.compile(r"\b(?:a\.?i\.?|artificial|generative|generated)\b", re.IGNORECASE)


def d01_undeclared(message: ErnMessage) -> Iterator[Found]:
    """A recording without ContainsAI in a version that has it, or without its word in the agreed place."""
    if not message.can_declare:
        return
    has_field = message.version.carries_disclosure
    for recording in message.recordings:
        if recording.ai.text is not None or (not has_field and _says_a_part(recording)):
            continue
        credited = f", though AI is credited: {listed(recording.ai_names)}" if recording.ai_names else ""
        yield Found(
            "DX-D01",
            recording.place,
            f"The recording has no ContainsAI{credited}. That counts as undeclared, not as None."
            if has_field
            else f"Nothing is declared about AI in the place that was agreed for it"
            f" ({' or '.join(message.agreed_places)}).",
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
            text = declared.text or ""
            where = f"The {declared.carrier} says" if declared.carrier else f"{declared.place.step} is"
            meant = None if declared.carrier else _MEANT.get(text.strip().casefold())
            yield Found(
                "DX-D03",
                declared.place,
                f"{where} {text[:100]!r}.",
                "a value that was agreed" if declared.carrier else _ALLOWED,
                f"{f'Write {meant}' if meant else 'Correct the value'}; until then it counts as undeclared.",
            )


def d04_user_defined(message: ErnMessage) -> Iterator[Found]:
    """AI in a place that is not ERN's: without a value, not agreed, or against ERN's own field."""
    yield from _agreed_badly(message)
    told = {each.place for each in message.misunderstood}
    for resource in message.declaring:
        for credit in resource.credits:
            if credit.place not in told:
                yield from _user_defined(resource, credit)


def _user_defined(resource: Recording | Resource, credit: Credit) -> Iterator[Found]:
    expected = "AiContribution or SpecialContributor GenerativeAI"
    fix = "Declare AI in the fields that ERN 4.3.1 and later have for it."
    if credit.special == USER_DEFINED:
        special = credit.special_user_value
        if not special:
            yield Found(
                "DX-D04",
                credit.place,
                f"{resource.subject}The special contributor is UserDefined without a UserDefinedValue.",
                "a UserDefinedValue with its Namespace, or GenerativeAI",
                "Say what the contributor is.",
            )
        elif _AI_WORDS.search(special):
            observed = (
                f"{resource.subject}The user-defined special contributor {special[:100]!r} speaks of AI."
            )
            yield Found("DX-D04", credit.place, observed, expected, fix)
    for role in credit.roles:
        spoken = role.value == USER_DEFINED and _AI_WORDS.search(role.user_value or "")
        if spoken and not credit.ai.carrier and resource.ai.carrier is None:
            observed = (
                f"{resource.subject}The user-defined role {(role.user_value or '')[:100]!r} speaks of AI."
            )
            yield Found("DX-D04", credit.place, observed, expected, fix)


def _agreed_badly(message: ErnMessage) -> Iterator[Found]:
    for each in message.disagreements:
        yield Found(
            "DX-D04",
            each.place,
            f"The {each.carrier} says {each.carried!r}, ERN's own field {each.own!r}.",
            "the same in both, or ERN's own field alone",
            "Correct the one that is wrong; ERN's own field counts.",
        )
    for odd in message.misunderstood:
        yield Found("DX-D04", odd.place, odd.observed, odd.expected, odd.fix)


def _says_a_part(recording: Recording) -> bool:
    """Whether an agreed place declares a part of the recording, or a contribution to it."""
    return bool(recording.agreed_facets) or any(credit.ai.carrier for credit in recording.credits)


def d05_partly_without_contributor(message: ErnMessage) -> Iterator[Found]:
    """Partly, but nobody is credited with the part that AI made."""
    if not message.can_declare:
        return
    has_field = message.version.carries_disclosure
    for recording in message.recordings:
        if recording.ai.level is DisclosureLevel.PARTLY and not recording.ai_names:
            yield Found(
                "DX-D05",
                recording.ai.place or recording.place,
                "ContainsAI is Partly, but no contributor is credited with AI."
                if has_field
                else "Partly is declared, but not which part AI made.",
                "a Contributor that is GenerativeAI or has an AiContribution"
                if has_field
                else "the part that AI made, in the place that was agreed for it",
                "Credit the part that AI made, with its role."
                if has_field
                else "Declare AI as it was agreed.",
            )


def d06_contribution_without_role(message: ErnMessage) -> Iterator[Found]:
    """An AI contribution without a role: nobody can tell what AI made."""
    for resource in message.declaring:
        for credit in resource.credits:
            if credit.has_ai and not credit.roles:
                yield Found(
                    "DX-D06",
                    credit.place,
                    f"{resource.subject}"
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
