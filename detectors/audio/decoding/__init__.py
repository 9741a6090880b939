"""Decoding in blocks: what a file is, by its content, and its samples."""
