"""C09: AI services in the place of people."""

import pytest

from ingest.rules.ai_parties import is_ai_name
from tests.ingest.messages import Song, ern4, party
from tests.ingest.rules.codes import codes

SERVICE = "<Party><PartyReference>P7</PartyReference><PartyName><FullName>{}</FullName></PartyName>{}</Party>"
ISNI = "<PartyId><ISNI>0000000456789012</ISNI></PartyId>"


@pytest.mark.parametrize(
    "name", ["Suno", "SUNO AI", "suno.com", "A.I.", "Udio", "ElevenLabs", "Generative AI"]
)
def test_names_of_services(name: str) -> None:
    assert is_ai_name(name)


@pytest.mark.parametrize("name", ["Sunova", "Aida", "Ai Weiwei", "Kaiser", "", "Studio", "Ana Harbour"])
def test_names_that_only_look_like_it(name: str) -> None:
    assert not is_ai_name(name)


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
