"""Suspicious tracks that hang together, whoever sent them."""

from datetime import date, datetime

from contracts.message import Part


class CampaignDay(Part):
    """How many of a campaign's tracks arrived on a day (UTC)."""

    day: date
    tracks: int


class Campaign(Part):
    """A campaign as it was known when a track joined it, that track included.

    ``campaign_id`` stays the same while the campaign grows; of campaigns that turn out to be one the
    oldest id stays, and ``aliases`` are the others. ``members`` counts senders, labels, artists,
    prefixes, covers, rights lines and files that tie it together; ``text`` says so in words. ``days``
    are its latest 30 days with tracks.
    """

    campaign_id: str
    aliases: tuple[str, ...] = ()
    text: str
    tracks: int
    first_seen: datetime
    members: dict[str, int]
    days: tuple[CampaignDay, ...] = ()
