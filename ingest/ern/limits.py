"""How large a message may be before it is refused unread."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one XML message. The largest published sample, a boxed set, has 0.8 MB.

    ``max_bytes``: size of the message. ``max_depth``: elements inside each other. ``max_elements``:
    elements in all. ``max_attributes``: attributes of one element. ``max_attribute_chars``:
    characters of one attribute value. ``max_text_chars``: characters of one element's
    text. ``max_resources``: resources in all, and as many releases. ``max_parties``: parties in all.
    """

    max_bytes: int = 16 * 1024 * 1024
    max_depth: int = 64
    max_elements: int = 500_000
    max_attributes: int = 64
    max_attribute_chars: int = 4096
    max_text_chars: int = 65_536
    max_resources: int = 5_000
    max_parties: int = 20_000


DEFAULT_LIMITS = Limits()
