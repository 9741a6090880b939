"""How far each catalogue was read in."""

from sqlalchemy import BigInteger, Column, String, Table, Text

from detectors.tables import METADATA
from runtime.database.types import UTCDateTime

backfills = Table(
    "backfills",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("rows_done", BigInteger, nullable=False),
    Column("counted", BigInteger, nullable=False),
    Column("skipped", BigInteger, nullable=False),
    Column("finished_at", UTCDateTime()),
)
"""Catalogues by the checksum of their file: rows read, counted, and skipped with a reason."""
