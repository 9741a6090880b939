"""Imported lists of names: whom to protect, and what others hold of whom."""
