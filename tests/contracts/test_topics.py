from contracts.message import Message
from contracts.topics import TOPICS, dead_letter_topic


def test_every_message_has_one_topic_and_every_topic_one_message() -> None:
    assert set(TOPICS) == set(Message.__subclasses__())
    assert len({topic.name for topic in TOPICS.values()}) == len(TOPICS)


def test_every_message_declares_its_schema_version_as_its_default() -> None:
    for message_type in TOPICS:
        default = message_type.model_fields["schema_version"].default
        assert default == message_type.SCHEMA_VERSION


def test_dead_letters_have_a_topic_of_their_own() -> None:
    names = {topic.name for topic in TOPICS.values()}
    assert names.isdisjoint(dead_letter_topic(name) for name in names)
