"""The rules that a message and its files are held against. Every rule is a pure function."""
