"""The embedded log: topics, groups and leases in one SQLite file, for one machine."""

from runtime.log.embedded.log import EmbeddedLog

__all__ = ["EmbeddedLog"]
