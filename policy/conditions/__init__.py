"""The language of a rule's condition, behind a small port."""
