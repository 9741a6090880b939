"""Whose decoder a trace is like, by the pattern of spacings of decoders heard before."""
