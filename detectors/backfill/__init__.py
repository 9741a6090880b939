"""Reads an existing catalogue in, so that windows, names and fingerprints know the past."""
