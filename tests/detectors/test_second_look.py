"""A second look is taken where the score is worth one, and says no more than the score allows."""

from dataclasses import dataclass, field
from pathlib import Path

from contracts.evidence import Attribution, AudioExhibit, ChunkScore
from contracts.scored_track import Listening, ListeningStatus
from detectors.audio.heard import Heard, with_parts
from detectors.second_look import second_look

HEARD = Heard(Listening(status=ListeningStatus.OK), {}, AudioExhibit(duration_s=20.0))
PARTS = (ChunkScore(start_s=0.0, end_s=9.0, z=8.0),)
TOLD = Attribution(text="The trace is like that of Anvil.", compared=3, names=("Anvil",))


@dataclass
class Ear:
    looks: list[Path] = field(default_factory=list)

    def look_closer(self, path: Path, heard: Heard) -> Heard:
        self.looks.append(path)
        return with_parts(heard, PARTS)


class Card:
    explain_threshold = 0.3
    thresholds = {"review": 0.6, "hold": 0.9}  # noqa: RUF012  never changed


class Known:
    def attribute(self, _: object) -> Attribution:
        return TOLD


class Judge:
    def __init__(self, decoders: Known | None) -> None:
        self.card, self.decoders = Card(), decoders


def test_below_explain_nothing_is_looked_at() -> None:
    ear = Ear()
    assert second_look(ear, Path("a"), HEARD, 0.29, Judge(Known())) == (HEARD, ())
    assert ear.looks == []


def test_below_review_the_parts_are_shown_and_no_decoder_is_named() -> None:
    closer, said = second_look(Ear(), Path("a"), HEARD, 0.5, Judge(Known()))
    assert closer.exhibit is not None
    assert closer.exhibit.chunks == PARTS
    assert closer.exhibit.attribution is None
    assert [e.code for e in said] == ["DECODER_TRACE"]


def test_from_review_on_the_decoder_is_told() -> None:
    closer, said = second_look(Ear(), Path("a"), HEARD, 0.6, Judge(Known()))
    assert closer.exhibit is not None
    assert closer.exhibit.attribution == TOLD
    assert [(e.code, e.text) for e in said][-1] == ("DECODER_KIND", TOLD.text)


def test_a_model_without_decoders_names_none() -> None:
    closer, said = second_look(Ear(), Path("a"), HEARD, 0.95, Judge(None))
    assert closer.exhibit is not None
    assert closer.exhibit.attribution is None
    assert [e.code for e in said] == ["DECODER_TRACE"]
