"""For every code of the catalogue a delivery that gets it and one that does not.

They are what the catalogue page in docs shows and what the rules are tested with.
"""
