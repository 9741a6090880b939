"""C09: AI services in the place of people."""

from pathlib import Path

import pytest

from ingest.ern.reader import read
from ingest.marks.errors import RegistryError
from ingest.marks.registry import Registry, our_names
from ingest.rules.ai_parties import is_ai_name
from ingest.rules.apply import found_in
from tests.ingest.messages import Song, ern4, party
from tests.ingest.rules.codes import codes

SERVICE = "<Party><PartyReference>P7</PartyReference><PartyName><FullName>{}</FullName></PartyName>{}</Party>"
ISNI = "<PartyId><ISNI>0000000456789012</ISNI></PartyId>"


@pytest.mark.parametrize(
    "name", ["Suno", "SUNO AI", "suno.com", "A.I.", "Udio", "ElevenLabs", "Generative AI"]
)
def test_names_of_services(name: str) -> None:
    assert is_ai_name(name, our_names())


@pytest.mark.parametrize("name", ["Sunova", "Aida", "Ai Weiwei", "Kaiser", "", "Studio", "Ana Harbour"])
def test_names_that_only_look_like_it(name: str) -> None:
    assert not is_ai_name(name, our_names())


def test_an_operator_adds_names_and_takes_some_out(tmp_path: Path) -> None:
    document = tmp_path / "marks.yaml"
    document.write_text("format: 1\nnames: [New Gen]\nremove_names: [Suno AI]\n")
    names = Registry.load(document).names

    def told(name: str) -> bool:
        message = read(ern4().replace(b"<FullName>Ana Harbour", f"<FullName>{name}".encode()))
        return "DX-C09" in {found.code for found in found_in(message, names)}

    assert told("NewGen")
    assert told("Suno")
    assert not told("Suno AI")


def test_a_name_that_is_none_of_ours_cannot_be_taken_out(tmp_path: Path) -> None:
    document = tmp_path / "marks.yaml"
    document.write_text("format: 1\nremove_names: [Ana Harbour]\n")
    with pytest.raises(RegistryError, match="Ana Harbour"):
        Registry.load(document)


def test_a_service_as_main_artist_is_told_once() -> None:
    assert codes(ern4().replace(b"<FullName>Ana Harbour", b"<FullName>Suno")).count("DX-C09") == 1


def test_a_service_with_a_persons_identifier() -> None:
    with_id = ern4(Song(contributors=party("Composer", reference="P7")), parties=SERVICE.format("Udio", ISNI))
    without = ern4(Song(contributors=party("Composer", reference="P7")), parties=SERVICE.format("Udio", ""))
    assert "DX-C09" in codes(with_id)
    assert "DX-C09" not in codes(without)


def test_a_person_who_is_wholly_ai() -> None:
    assert "DX-C09" in codes(ern4(Song(ai="Partly", contributors=party("Composer", "All"))))
    assert "DX-C09" not in codes(ern4(Song(ai="Partly", contributors=party("Composer", "Partly"))))
