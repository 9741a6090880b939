"""The command line and the wiring of the stages; the demo world."""

__version__ = "0.1.0"
