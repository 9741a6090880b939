"""AI labels of GB 45438-2025 are read in every form that was seen."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.mark import MarkClaim
from ingest.marks.label import Label, read_label

FIELDS = {"Label": "1", "ContentProducer": "HUABABSpeech7E01", "ProduceID": "p-7"}
EXPECTED = Label("1", MarkClaim.ALL, "HUABABSpeech7E01", "p-7")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(FIELDS),
        json.dumps({"AIGC": FIELDS}),
        json.dumps({"aigc": {key.upper(): value for key, value in FIELDS.items()}}),
        json.dumps({"AIGC": json.dumps(FIELDS)}),
        str(FIELDS),
        base64.b64encode(json.dumps({"AIGC": FIELDS}).encode()).decode(),
        base64.b64encode(json.dumps({"AIGC": FIELDS}).encode()).decode().rstrip("="),
        str(FIELDS | {"ReservedCode1": None}),
    ],
)
def test_every_form_says_the_same(text: str) -> None:
    assert read_label(text) == EXPECTED


@pytest.mark.parametrize(
    ("value", "claim"),
    [
        ("1", MarkClaim.ALL),
        (1, MarkClaim.ALL),
        ("AIGC", MarkClaim.ALL),
        ("2", MarkClaim.POSSIBLY),
        ("3", MarkClaim.POSSIBLY),
        ("0", MarkClaim.NOTHING),
        ("", MarkClaim.NOTHING),
    ],
)
def test_the_value_says_how_sure_it_is(value: object, claim: MarkClaim) -> None:
    label = read_label(json.dumps({"Label": value}))
    assert label is not None
    assert label.claim is claim


@pytest.mark.parametrize(
    "text",
    ["", "1", "[]", "{}", '{"Label": {"x": 1}}', "Label: 1", "[" * 20_000, '{"a":' * 3_000, "x" * 20_000],
)
def test_what_is_no_label_is_none(text: str) -> None:
    assert read_label(text) is None


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    read_label(text)
    read_label(json.dumps({"Label": text, "ContentProducer": text}))
