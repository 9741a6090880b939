"""What a flag's priority means in words."""

from review_api.schemas.case import Priority

HIGH_FROM = 0.6
MEDIUM_FROM = 0.4


def priority_word(priority: float) -> Priority:
    """Return the word for a priority in 0…1: the policy's held tracks stand at 0.6 and above."""
    if priority >= HIGH_FROM:
        return Priority.HIGH
    return Priority.MEDIUM if priority >= MEDIUM_FROM else Priority.LOW
