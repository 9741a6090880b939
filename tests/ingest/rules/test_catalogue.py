"""Every code is described, and every rule's code is in the catalogue."""

import re
from pathlib import Path

from contracts.reasons.disclosure import DISCLOSURE_REASONS
from ingest.errors import UnusableMessageError
from ingest.rules.catalogue import CATALOGUE

INGEST = Path(__file__).resolve().parents[3] / "ingest"


def test_every_code_has_its_plain_words() -> None:
    assert [reason.code for reason in DISCLOSURE_REASONS] == list(CATALOGUE)


def test_every_code_that_the_room_uses_is_in_the_catalogue_and_the_other_way_round() -> None:
    used = {
        code
        for path in INGEST.rglob("*.py")
        if path.name != "catalogue.py"
        for code in re.findall(r'"(DX-[A-Z]\d\d)"', path.read_text("utf-8"))
    }
    assert used == set(CATALOGUE)


def test_every_unusable_message_error_has_a_catalogued_code() -> None:
    for error in UnusableMessageError.__subclasses__():
        assert error.finding in CATALOGUE
