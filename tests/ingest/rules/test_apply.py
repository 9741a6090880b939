"""The rules as a whole: those that rest where nobody speaks of AI would find nothing there."""

import random

from ingest.ern.reader import read
from ingest.errors import UnusableMessageError
from ingest.marks.registry import our_names
from ingest.rules.apply import ABOUT_AI, found_in, rules_for
from tests.ingest.fuzz.mutate import mutated
from tests.ingest.fuzz.seeds import SEEDS
from tests.ingest.messages import Song, ern3, ern4

SILENT = (ern4(), ern4(Song(isrc=None), Song(reference="A2"), version="42"), ern3(), ern3(Song(isrc=None)))


def test_rules_about_ai_find_nothing_where_nobody_speaks_of_it() -> None:
    silent = 0
    for number in range(1_000):
        data = mutated(SILENT + SEEDS["message"], random.Random(number))
        try:
            message = read(data)
        except UnusableMessageError:
            continue
        if not message.speaks_of_ai:
            silent += 1
            assert [found for rule in ABOUT_AI for found in rule(message)] == []
    assert silent > 20


def test_they_rest_there_and_the_others_do_not() -> None:
    every, some = rules_for(our_names()), rules_for(our_names(), speaks_of_ai=False)
    assert set(every) >= ABOUT_AI
    assert set(some).isdisjoint(ABOUT_AI)
    assert len(some) == len(every) - len(ABOUT_AI)
    assert found_in(read(SILENT[0]))
