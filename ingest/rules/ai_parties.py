"""C09: AI services that stand where people stand, and people that are declared as wholly AI."""

import re
from collections.abc import Iterator

from contracts.disclosure import DisclosureLevel
from ingest.ern.credits import Credit
from ingest.ern.message import ErnMessage
from ingest.ern.titles import MAIN_ROLES
from ingest.rules.found import Found, listed

# Identifiers that are given to people and groups of people.
_HUMAN_IDS = ("ISNI", "IPI", "IPN")
# Names of services and of the technology, without spaces and punctuation. Compared whole, so that an
# artist called Sunova or Aida is left alone.
AI_NAMES = frozenset(
    {
        "acestep",
        "ai",
        "aigenerated",
        "aimusic",
        "aisinger",
        "aiva",
        "aivaai",
        "aivocals",
        "artificialintelligence",
        "beatovenai",
        "boomy",
        "boomyai",
        "chatgpt",
        "elevenlabs",
        "elevenmusic",
        "generativeai",
        "lyria",
        "minimaxmusic",
        "mubert",
        "mureka",
        "murekaai",
        "musicgen",
        "openai",
        "riffusion",
        "soundraw",
        "stableaudio",
        "suno",
        "sunoai",
        "sunocom",
        "udio",
        "udioai",
        "udiocom",
    }
)


def c09_ai_named_as_person(message: ErnMessage) -> Iterator[Found]:
    """An AI service as main artist or with a person's identifier; a person that is wholly AI."""
    for recording in message.recordings:
        seen: set[str] = set()
        for credit in recording.credits:
            why = _why(credit)
            if why and credit.name not in seen:
                seen.add(credit.name)
                yield Found(
                    "DX-C09",
                    credit.place,
                    why,
                    "SpecialContributor GenerativeAI for AI, and a party for a person or group",
                    "Credit AI as GenerativeAI; if an artist really bears this name, tell the service.",
                )


def _why(credit: Credit) -> str | None:
    if credit.party is None:
        return None
    ids = [
        f"{kind} {credit.party.identifiers[kind]}" for kind in _HUMAN_IDS if kind in credit.party.identifiers
    ]
    name = credit.party.name[:100]
    if is_ai_name(credit.party.name):
        if ids:
            return f"The party {name!r} bears an AI service's name and a person's identifier ({listed(ids)})."
        if credit.is_display_artist and any(role.value in MAIN_ROLES for role in credit.roles):
            return f"The main artist {name!r} bears the name of an AI service."
    elif ids and credit.level is DisclosureLevel.ALL:
        return f"{name!r} has a person's identifier ({listed(ids)}), and the contribution is wholly AI."
    return None


def is_ai_name(name: str) -> bool:
    """Whether ``name`` as a whole is that of an AI service."""
    return re.sub(r"[\W_]+", "", name).casefold() in AI_NAMES


RULES = (c09_ai_named_as_person,)
