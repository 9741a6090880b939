"""Marks of AI generators in delivered files, read from the delivered bytes before anything is decoded."""
