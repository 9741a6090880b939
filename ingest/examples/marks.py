"""Examples for P: marks in the files against the declaration."""

from ingest.examples.case import FILE, Case, Example, Signed, case
from ingest.examples.declared import ai_credit, level
from ingest.examples.sounds import SUNO, comment, damaged, free_tag, wav

_NONE, _ALL, _PARTLY = level("None"), level("All"), level("Partly")
_TAGGED = wav(184, comment(SUNO))
_LABEL = '{"Label":"2","ContentProducer":"001191110000000000XYZ1","ProduceID":"7"}'
_LABELLED = wav(184, free_tag("AIGC", _LABEL))
_MADE = f"The file's comment says “{SUNO}”."
_POSSIBLY = f"The file's tag AIGC says {_LABEL}."
_BY_AI = "trainedAlgorithmicMedia"
_TRUSTED = "Content credentials of a trusted signer in the file say that AI made it."
_UNTRUSTED = "Content credentials in the file say that AI made it; no trust anchor vouches for their signer."
_OTHER = "PADPIDA2026020202M"


def _with(note: str, sound: bytes, **slots: str) -> Case:
    return Case(slots, files={FILE: sound}, note=note)


def _signed(note: str, *, trusted: bool, **slots: str) -> Case:
    return Case(slots, note=note, signed=Signed(_BY_AI, trusted=trusted))


EXAMPLES = (
    Example("DX-P01", _signed(_TRUSTED, trusted=True, ai=_NONE), _signed(_TRUSTED, trusted=True, ai=_ALL)),
    Example("DX-P02", _signed(_TRUSTED, trusted=True, ai=""), _signed(_TRUSTED, trusted=True, ai=_ALL)),
    Example(
        "DX-P03", _signed(_UNTRUSTED, trusted=False, ai=_NONE), _signed(_UNTRUSTED, trusted=False, ai=_ALL)
    ),
    Example("DX-P04", _with(_MADE, _TAGGED, ai=_NONE), _with(_MADE, _TAGGED, ai=_ALL)),
    Example(
        "DX-P05",
        _with(_POSSIBLY, _LABELLED, ai=_NONE),
        _with(_POSSIBLY, _LABELLED, ai=_PARTLY, contributors=ai_credit()),
    ),
    Example(
        "DX-P06",
        _with(_MADE, _TAGGED, ai=_PARTLY, contributors=ai_credit()),
        _with(_MADE, _TAGGED, ai=_ALL),
    ),
    Example(
        "DX-P07",
        Case({"ai": _ALL}, files={FILE: _TAGGED}, earlier={"ai": _ALL, "sender": _OTHER}, note=_MADE),
        Case(
            {"ai": _ALL, "isrc": "<ISRC>QZABC2600002</ISRC>", "created": "2026-10-02T10:00:00Z"},
            files={FILE: _TAGGED},
            earlier={"ai": _ALL},
            note=f"{_MADE} The sender and the artist are the same.",
        ),
    ),
    Example(
        "DX-P08",
        _with(
            "A text in the file's tags claims to be longer than the list it stands in.", wav(184, damaged())
        ),
        case("The file's tags can be read to their end."),
    ),
)
