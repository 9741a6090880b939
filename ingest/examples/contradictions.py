"""Examples for C: declarations that contradict each other."""

from ingest.examples.case import Case, Example, case
from ingest.examples.declared import ai_credit, level, person

_PARTLY, _ALL, _NONE = level("Partly"), level("All"), level("None")
_VOCALS = "<HasVocalPerformance>{}</HasVocalPerformance>"
_SECOND = (
    "<SoundRecording><ResourceReference>A2</ResourceReference><ResourceId><ISRC>QZABC2600001</ISRC>"
    "</ResourceId>{}</SoundRecording>"
)
_NAMED = "<PartyName><FullName>{}</FullName></PartyName>"

EXAMPLES = (
    Example("DX-C01", case(ai=_NONE, contributors=ai_credit()), case(ai=_PARTLY, contributors=ai_credit())),
    Example("DX-C02", case(ai=_ALL, contributors=person()), case(ai=_ALL, contributors=ai_credit())),
    Example(
        "DX-C03",
        case(ai=_PARTLY, contributors=ai_credit(contribution="None")),
        case(ai=_PARTLY, contributors=ai_credit(contribution="All")),
    ),
    Example(
        "DX-C04",
        case(ai=_PARTLY, contributors=person(contribution="All")),
        case(ai=_PARTLY, contributors=person(contribution="Partly")),
    ),
    Example("DX-C05", case(ai=_ALL, release_ai=_NONE), case(ai=_ALL, release_ai=_PARTLY)),
    Example(
        "DX-C06",
        case(ai=_NONE, recordings=_SECOND.format(_ALL)),
        case(ai=_NONE, recordings=_SECOND.format(_NONE)),
    ),
    Example(
        "DX-C07",
        case(ai=_PARTLY, contributors=ai_credit(), flags=_VOCALS.format("true")),
        case(ai=_PARTLY, contributors=ai_credit(), flags=_VOCALS.format("false")),
    ),
    Example(
        "DX-C08",
        case(contributors=person("LeadVocalist"), flags="<IsInstrumental>true</IsInstrumental>"),
        case(contributors=person("Composer"), flags="<IsInstrumental>true</IsInstrumental>"),
    ),
    Example("DX-C09", case(party=_NAMED.format("Suno")), case(party=_NAMED.format("Sunova"))),
    Example(
        "DX-C10",
        case(ai=_PARTLY, contributors=person("Composer", "All") + person("Composer", "None")),
        case(ai=_PARTLY, contributors=person("Composer", "Partly") + person("Lyricist", "None")),
    ),
    Example(
        "DX-C11",
        Case(
            {"ai": _NONE, "created": "2026-10-02T10:00:00Z"},
            earlier={"ai": _PARTLY, "contributors": ai_credit()},
        ),
        Case(
            {"ai": _PARTLY, "contributors": ai_credit(), "created": "2026-10-02T10:00:00Z"},
            earlier={"ai": _NONE},
        ),
    ),
)
