"""Errors say what happened and what to do, and survive the way back from a worker process."""

import inspect
import pickle

from runtime import errors
from runtime.errors import DeadwaxError, PoisonError

CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, DeadwaxError)]


def test_the_text_names_the_place_and_the_remedy() -> None:
    error = PoisonError("The file a.flac is empty.", remedy="Deliver it again.")
    assert str(error) == "The file a.flac is empty. Deliver it again."
    assert error.message == "The file a.flac is empty."
    assert str(PoisonError("No more to say.")) == "No more to say."


def test_errors_survive_pickling_with_their_remedy() -> None:
    for kind in CLASSES:
        back = pickle.loads(pickle.dumps(kind("Message.", remedy="Remedy.")))
        assert type(back) is kind
        assert str(back) == "Message. Remedy."


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in CLASSES]
    assert len(codes) == len(set(codes))
