import json
from pathlib import Path

from contracts.topics import TOPICS
from tests.deadwax.conftest import Deadwax
from tests.deadwax.messages import acknowledgement


def test_there_is_a_schema_for_every_message(deadwax: Deadwax) -> None:
    every = json.loads(deadwax("schemas").stdout)
    assert set(every) == {message.__name__ for message in TOPICS}
    for message, topic in TOPICS.items():
        assert every[message.__name__]["x-topic"] == topic.name
        assert every[message.__name__]["x-schema-version"] == message.SCHEMA_VERSION


def test_a_schema_describes_the_fields_that_a_message_has_on_its_topic(deadwax: Deadwax) -> None:
    schema = json.loads(deadwax("schemas").stdout)["Acknowledgement"]
    fields = json.loads(acknowledgement().model_dump_json())
    assert set(schema["properties"]) == set(fields)
    assert set(schema["required"]) <= set(fields)


def test_files_are_written_where_asked(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax("schemas", "--output", tmp_path / "new" / "schemas")
    assert result.exit_code == 0
    assert result.stdout == ""
    names = {path.name for path in (tmp_path / "new" / "schemas").iterdir()}
    assert names == {f"{message.__name__}.schema.json" for message in TOPICS}
