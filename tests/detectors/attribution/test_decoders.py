"""A trace is named after a decoder only where it is like that decoder's, and like no other's."""

from pathlib import Path

import numpy as np
import pytest

from detectors.attribution.decoders import Decoders, load, path_of, schema
from detectors.attribution.signature import signature
from detectors.errors import FeatureSchemaError, ModelMissingError
from detectors.models.card import TrainedOn
from detectors.training.decoder_kinds import Signed, fit
from tests.detectors.attribution.kinds import PATTERNS, Features, recording

NOTHING = TrainedOn(text="made up", counts={}, manifest_sha256="0" * 64)


def learnt(names: tuple[str, ...], count: int = 80) -> Decoders:
    rng = np.random.default_rng(2)
    values, decoder = [], []
    for name in names:
        for _ in range(count):
            own = signature(
                recording(PATTERNS.get(name, PATTERNS["Anvil"]), rng, float(rng.uniform(0.6, 1.4)))
            )
            assert own is not None
            values.append(own)
            decoder.append(name)
    rows = len(values)
    kinds, precision = fit(
        Signed(np.array(values), np.array(decoder), np.array(["s"] * rows), np.arange(rows, dtype=np.int64))
    )
    return Decoders(
        kinds=kinds,
        precision=tuple(tuple(row) for row in precision.tolist()),
        feature_schema_sha256=schema(),
        trained_on=NOTHING,
    )


def said(found: Decoders, pattern: dict[str, float], seed: int) -> tuple[str, ...]:
    return found.nearest(recording(pattern, np.random.default_rng(seed)))


def test_known_decoders_are_named_most_of_the_time_and_never_wrongly() -> None:
    found = learnt(tuple(PATTERNS))
    for name, pattern in PATTERNS.items():
        answers = [said(found, pattern, seed) for seed in range(100, 140)]
        assert set(answers) <= {(name,), ()}
        # A kind's limit leaves one in five of its own recordings outside, and chance some more.
        assert answers.count((name,)) >= 20


def test_a_decoder_that_was_never_heard_is_unknown() -> None:
    found = learnt(("Anvil", "Bellows"))
    assert {said(found, PATTERNS["Cog"], seed) for seed in range(100, 130)} == {()}
    assert found.attribute(recording(PATTERNS["Cog"], np.random.default_rng(1))).text == (
        "Unknown decoder: the trace is like that of none of the 2 decoders heard before."
    )


def test_decoders_with_the_same_lines_are_named_together() -> None:
    found = learnt(("Anvil", "Anvil's copy", "Bellows"))
    named = [said(found, PATTERNS["Anvil"], seed) for seed in range(100, 140)]
    told = [names for names in named if names]
    assert told
    assert sum(set(names) == {"Anvil", "Anvil's copy"} for names in told) > len(told) / 2
    both = next(names for names in told if len(names) == 2)
    seed = 100 + named.index(both)
    text = found.attribute(recording(PATTERNS["Anvil"], np.random.default_rng(seed))).text
    assert text == f"The trace is like that of {both[0]} or {both[1]}, which cannot be told apart here."


def test_what_is_too_faint_is_unknown() -> None:
    faint: Features = recording({}, np.random.default_rng(3))
    assert learnt(tuple(PATTERNS)).nearest(faint) == ()


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    found = learnt(tuple(PATTERNS))
    assert load("ai", tmp_path) is None
    path_of("ai", tmp_path).write_text(found.model_dump_json())
    assert load("ai", tmp_path) == found


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{}", ModelMissingError),
        (
            learnt(("Anvil", "Bellows"))
            .model_copy(update={"feature_schema_sha256": "0" * 64})
            .model_dump_json(),
            FeatureSchemaError,
        ),
    ],
)
def test_another_file_or_another_vocabulary_is_refused(
    text: str, error: type[Exception], tmp_path: Path
) -> None:
    path_of("ai", tmp_path).write_text(text)
    with pytest.raises(error, match="decoders"):
        load("ai", tmp_path)
