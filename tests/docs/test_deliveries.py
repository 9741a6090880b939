"""The example in the guide is a document that Deadwax takes."""

import re
from pathlib import Path

from ingest.senders.load import parse

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "deliveries.md"


def test_the_example_of_sender_contracts_is_taken() -> None:
    section = GUIDE.read_text("utf-8").partition("\n## Sender contracts\n")[2]
    example = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert example is not None
    agreed = parse(example[1])
    assert [len(carriers) for carriers in agreed.carriers.values()] == [2]
