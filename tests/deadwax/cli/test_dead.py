import json

import pytest
from sqlalchemy import Connection

from contracts.topics import ACKNOWLEDGEMENTS
from deadwax.stages.acknowledge import AcknowledgeStage
from deadwax.upkeep import Upkeep
from deadwax.wiring import plant
from runtime.clock import Clock
from runtime.errors import LogUnavailableError
from runtime.settings import Settings
from runtime.stages import dead_letters
from runtime.stages.dead_letters import DeadLetter
from runtime.stages.outbox import Outbox, OutboxRelay
from runtime.stages.runner import StageRunner
from tests.deadwax.conftest import Deadwax


def bury(settings: Settings, value: bytes) -> None:
    """Let a stage meet a record that it cannot read."""
    with plant(settings) as made:
        producer = made.log.producer()
        producer.append(ACKNOWLEDGEMENTS.name, "key", value, {})
        producer.flush(10)
        producer.close()
        stage = AcknowledgeStage(settings.home / "out")
        assert StageRunner(stage, made.log, made.engine, settings, made.metrics).drain().dead == 1


def test_without_dead_letters_list_ends_with_0(deadwax: Deadwax) -> None:
    result = deadwax("dead", "list", "--json")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_dead_letter_is_listed_and_shown_with_its_bytes_and_its_reason(
    deadwax: Deadwax, settings: Settings
) -> None:
    bury(settings, b'{"delivery_id": 7}')
    listed = deadwax("dead", "list", "--json")
    assert listed.exit_code == 1
    (letter,) = [json.loads(line) for line in listed.stdout.splitlines()]
    assert letter["stage"] == "acknowledge"
    assert letter["code"] == "runtime.unreadable_message"
    assert letter["topic"] == ACKNOWLEDGEMENTS.name
    shown = json.loads(deadwax("dead", "show", letter["id"], "--json").stdout)
    assert shown["value"] == '{"delivery_id": 7}'
    assert shown["remedy"]
    told = deadwax("dead", "list").stdout
    assert f"{letter['id']}  acknowledge  {letter['died_at'][:10]}" in told
    assert letter["text"] in " ".join(told.split())
    assert "delivery_id" in deadwax("dead", "show", letter["id"]).stdout


def test_bytes_that_are_no_text_are_shown_as_base64(deadwax: Deadwax, settings: Settings) -> None:
    bury(settings, b"\xff\xfe")
    letter = json.loads(deadwax("dead", "list", "--json").stdout)
    assert json.loads(deadwax("dead", "show", letter["id"], "--json").stdout)["value_base64"] == "//4="


def test_a_replayed_letter_goes_back_to_its_topic(deadwax: Deadwax, settings: Settings) -> None:
    bury(settings, b"still not JSON")
    letter = json.loads(deadwax("dead", "list", "--json").stdout)
    assert deadwax("dead", "replay", letter["id"]).exit_code == 0
    assert deadwax("dead", "list").exit_code == 0
    with plant(settings) as made:
        stage = AcknowledgeStage(settings.home / "out")
        summary = StageRunner(stage, made.log, made.engine, settings, made.metrics).drain()
    assert summary.dead == 1
    assert deadwax("dead", "replay", letter["id"]).exit_code == 3


def test_an_unknown_letter_is_an_error_with_the_way_to_the_list(deadwax: Deadwax) -> None:
    result = deadwax("dead", "show", "nothing")
    assert result.exit_code == 3
    assert "deadwax dead list" in result.stderr


def ids(deadwax: Deadwax, *options: str) -> list[str]:
    return [
        json.loads(line)["id"] for line in deadwax("dead", "list", "--json", *options).stdout.splitlines()
    ]


def test_a_dry_run_shows_and_does_nothing(deadwax: Deadwax, settings: Settings) -> None:
    bury(settings, b"one")
    (letter,) = ids(deadwax)
    for command in (("replay", "--all"), ("drop", "--all", "--because", "a test")):
        result = deadwax("dead", *command, "--dry-run")
        assert result.exit_code == 0, result.output
        assert letter in result.stdout
        assert "nothing was done" in result.stdout
    assert ids(deadwax) == [letter]


def test_letters_are_dropped_by_what_they_have_in_common_and_keep_the_reason(
    deadwax: Deadwax, settings: Settings
) -> None:
    bury(settings, b"one")
    bury(settings, b"two")
    both = ids(deadwax, "--stage", "acknowledge", "--code", "runtime.unreadable_message")
    assert len(both) == 2
    assert ids(deadwax, "--code", "another") == []
    assert deadwax("dead", "drop", "--stage", "acknowledge", "--because", "from a test").exit_code == 0
    assert deadwax("dead", "list").exit_code == 0
    shown = json.loads(deadwax("dead", "show", both[0], "--json").stdout)
    assert shown["dropped_because"] == "from a test"
    assert shown["dropped_at"]
    assert deadwax("dead", "replay", both[0]).exit_code == 3


def test_all_of_a_stage_are_replayed_at_once(deadwax: Deadwax, settings: Settings) -> None:
    bury(settings, b"one")
    bury(settings, b"two")
    result = deadwax("dead", "replay", "--stage", "acknowledge")
    assert result.exit_code == 0
    assert result.stderr.count("again") == 2
    assert ids(deadwax) == []


def test_which_letters_must_be_said_one_way(deadwax: Deadwax) -> None:
    for command in (("replay",), ("replay", "x", "--all"), ("drop", "--because", "y")):
        result = deadwax("dead", *command)
        assert result.exit_code == 3
        assert "--all" in result.stderr
    assert deadwax("dead", "drop", "--all", "--because", " ").exit_code == 3


def test_an_id_is_never_broken_into_two_lines_and_a_message_is_shown_as_it_came(
    deadwax: Deadwax, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = '{"delivery_id": 7, "folder": "' + "x" * 300 + '"}'
    bury(settings, value.encode())
    (letter,) = ids(deadwax)
    monkeypatch.setenv("COLUMNS", "80")
    assert letter in deadwax("dead", "list").stdout
    assert value in deadwax("dead", "show", letter).stdout


def test_more_than_the_limit_is_told_and_so_is_nothing(deadwax: Deadwax, settings: Settings) -> None:
    bury(settings, b"one")
    bury(settings, b"two")
    assert "There are more" in deadwax("dead", "list", "--limit", "1").stderr
    assert "There are more" not in deadwax("dead", "list").stderr
    dropped = deadwax("dead", "drop", "--all", "--limit", "1", "--because", "a test").stderr
    assert "Dropped 1 dead letter." in dropped
    assert "There are more" in dropped
    assert len(ids(deadwax)) == 1
    other = deadwax("dead", "replay", "--code", "no.such_code")
    assert (other.exit_code, "nothing was sent" in other.stderr) == (0, True)


def test_what_an_interrupted_replay_left_behind_is_sent_all_the_same(
    deadwax: Deadwax, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_relay: OutboxRelay) -> None:
        raise LogUnavailableError("No broker answers.")

    bury(settings, b"one")
    (letter,) = ids(deadwax)
    with monkeypatch.context() as patched:
        patched.setattr(OutboxRelay, "relay", away)
        stopped = deadwax("dead", "replay", letter)
    assert stopped.exit_code == 3
    assert "by the next replay" in stopped.stderr
    with plant(settings) as made:
        Upkeep(settings, made.engine, made.log, made.clock).resend()
        stage = AcknowledgeStage(settings.home / "out")
        assert StageRunner(stage, made.log, made.engine, settings, made.metrics).drain().dead == 1


def test_of_two_people_who_replay_the_same_the_later_one_sends_the_rest(
    deadwax: Deadwax, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    bury(settings, b"one")
    bury(settings, b"two")
    first, _second = ids(deadwax)
    replay = dead_letters.replay

    def slower(connection: Connection, letter_id: str, outbox: Outbox, clock: Clock) -> DeadLetter:
        if letter_id == first:
            replay(connection, letter_id, outbox, clock)
        return replay(connection, letter_id, outbox, clock)

    monkeypatch.setattr(dead_letters, "replay", slower)
    result = deadwax("dead", "replay", "--all")
    assert result.exit_code == 0
    assert "Left out" in result.stderr
    assert result.stderr.count("again") == 1
