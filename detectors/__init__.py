"""Listens, counts uploads, compares with the catalogue, and scores with LightGBM."""
