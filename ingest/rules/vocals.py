"""C07, C08: vocals and instruments against what is declared about them."""

from collections.abc import Iterator

from contracts.disclosure import DisclosureLevel, Facet
from ingest.ern.credits import Credit
from ingest.ern.message import ErnMessage
from ingest.ern.recordings import Recording
from ingest.facets import facet_of
from ingest.rules.found import Found, listed

ALL = DisclosureLevel.ALL


def c07_human_vocals_by_ai(message: ErnMessage) -> Iterator[Found]:
    """HasVocalPerformance means people by ERN's definition, but only AI is credited with vocals."""
    for recording in message.recordings:
        if not recording.has_vocal_performance:
            continue
        vocals = _with_facet(recording, Facet.VOCALS)
        if recording.ai.level is ALL:
            why = "ContainsAI is All"
        elif vocals and all(credit.level is ALL for credit in vocals):
            why = f"every vocal role is credited to AI ({listed(_roles(vocals, Facet.VOCALS))})"
        else:
            continue
        yield Found(
            "DX-C07",
            recording.place,
            f"The recording has a vocal performance, which ERN defines as human, but {why}.",
            "HasVocalPerformance false where AI alone sings or speaks",
            "Set HasVocalPerformance to false, or credit the people who sing.",
        )


def c08_roles_against_flags(message: ErnMessage) -> Iterator[Found]:
    """Vocals on an instrumental, instruments on a vocal role, AI instruments that are not named."""
    for recording in message.recordings:
        if recording.is_instrumental or recording.has_vocal_performance is False:
            yield from _silent_vocals(recording)
        for credit in recording.credits:
            if credit.has_ai or any(role.instruments for role in credit.roles):
                yield from _instruments(credit)


def _silent_vocals(recording: Recording) -> Iterator[Found]:
    by_ai = [credit for credit in _with_facet(recording, Facet.VOCALS) if credit.has_ai]
    # An AI voice is right not to count as a (human) vocal performance; on an instrumental it is not.
    if recording.is_instrumental and by_ai:
        yield _information(
            by_ai[0],
            f"The recording is instrumental, but AI is credited with {listed(_roles(by_ai, Facet.VOCALS))}.",
            "no vocal role on an instrumental",
        )
    human = [credit for credit in _with_facet(recording, Facet.VOCALS) if not credit.has_ai]
    if human:
        yield _information(
            human[0],
            f"The recording has no vocal performance, but {human[0].name or 'somebody'} is credited with "
            f"{listed(_roles(human, Facet.VOCALS))}.",
            "no vocal role where there is no vocal performance",
        )


def _instruments(credit: Credit) -> Iterator[Found]:
    for role in credit.roles:
        facet = facet_of(role.value)
        if facet is Facet.VOCALS and role.instruments:
            yield _information(
                credit,
                f"The vocal role {role.label} has the instrument {listed(list(role.instruments))}.",
                "an instrument beside an instrumental role only",
            )
        if facet is Facet.INSTRUMENTS and credit.has_ai and not credit.all_instruments:
            yield _information(
                credit,
                f"AI is credited with {role.label}, but no instrument is named.",
                "an InstrumentType",
            )


def _information(credit: Credit, observed: str, expected: str) -> Found:
    return Found("DX-C08", credit.place, observed, expected, "Correct the role, the instrument or the flag.")


def _with_facet(recording: Recording, facet: Facet) -> list[Credit]:
    return [c for c in recording.credits if any(facet_of(role.value) is facet for role in c.roles)]


def _roles(credited: list[Credit], facet: Facet) -> list[str]:
    return [role.label for c in credited for role in c.roles if facet_of(role.value) is facet]


RULES = (c07_human_vocals_by_ai, c08_roles_against_flags)
