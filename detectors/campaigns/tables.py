"""The tables of campaigns. Times are seconds since 1970 (UTC)."""

from sqlalchemy import BigInteger, Column, Date, Double, Index, Integer, String, Table, Text

from detectors.tables import METADATA

campaigns = Table(
    "campaigns",
    METADATA,
    Column("campaign_id", String(40), primary_key=True),
    Column("root", String(40), nullable=False),
    Column("first_at", Double, nullable=False),
)
"""Every campaign that ever was. ``root`` is the one that it belongs to now, itself or an older one."""

Index("campaigns_root", campaigns.c.root)

campaign_keys = Table(
    "campaign_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("suspicious", Integer, nullable=False),
    Column("campaign_id", String(40)),
)
"""What suspicious tracks share, with how many of them, and the campaign that it ties together."""

Index("campaign_keys_campaign_id", campaign_keys.c.campaign_id)

campaign_days = Table(
    "campaign_days",
    METADATA,
    Column("campaign_id", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("tracks", Integer, nullable=False),
)
"""How a campaign grew, by the day of arrival (UTC)."""

campaign_reasons = Table(
    "campaign_reasons",
    METADATA,
    Column("campaign_id", String(40), primary_key=True),
    Column("code", String(100), primary_key=True),
    Column("tracks", Integer, nullable=False),
)
"""What its tracks were suspected of, by reason code."""
