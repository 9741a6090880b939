"""The messages between stages, topic names, and the feature and reason vocabularies.

No logic and no I/O lives here; every other room may import this one and it imports none of them.
"""
