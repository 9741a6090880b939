"""The vocabulary of reason codes."""
