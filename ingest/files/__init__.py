"""The files that a message names: where they are, and whether they are what the message says."""
