"""Copies of other recordings: the same file, and altered versions by title and length."""
