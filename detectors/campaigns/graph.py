"""The graph of campaigns in the database: an incremental union-find over what suspicious tracks share."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection, Table, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from contracts.campaign import Campaign, CampaignDay
from contracts.message import content_id
from detectors.campaigns.story import story
from detectors.campaigns.suspect import Suspect, Tie
from detectors.campaigns.tables import campaign_days, campaign_keys, campaign_reasons, campaigns
from detectors.rows import upsert

LOCK_KEY = 0x0DEADCA3
_DAYS_SHOWN = 30
_ID_LETTERS = 12
_NAMES_READ = 3


def join(connection: Connection, suspect: Suspect) -> Campaign | None:
    """Enter a suspicious track and return its campaign; None where nothing that it has ties it to others.

    Each track must be entered once. Campaigns that it connects become one under the oldest id.
    """
    if connection.dialect.name == "postgresql":
        # Suspicious tracks are few: one after another they cannot tie two campaigns crosswise.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
    glue = _count_ties(connection, suspect.ties)
    if not glue:
        return None
    roots = _roots(connection, [tie.number for tie in glue])
    root = _united(connection, roots) if roots else _begun(connection, suspect)
    connection.execute(
        update(campaign_keys)
        .where(campaign_keys.c.key.in_([tie.number for tie in glue]), campaign_keys.c.campaign_id.is_(None))
        .values(campaign_id=root)
    )
    day = datetime.fromtimestamp(suspect.at, UTC).date()
    _add_one(connection, campaign_days, {"campaign_id": root, "day": day})
    for code in suspect.reasons:
        _add_one(connection, campaign_reasons, {"campaign_id": root, "code": code})
    return described(connection, root)


def described(connection: Connection, root: str) -> Campaign:
    """The campaign under its current id, as of now."""
    ids = connection.execute(
        select(campaigns.c.campaign_id, campaigns.c.first_at).where(campaigns.c.root == root)
    ).all()
    every = [row.campaign_id for row in ids]
    by_day = func.sum(campaign_days.c.tracks)
    days = connection.execute(
        select(campaign_days.c.day, by_day.label("tracks"))
        .where(campaign_days.c.campaign_id.in_(every))
        .group_by(campaign_days.c.day)
        .order_by(campaign_days.c.day)
    ).all()
    members: dict[str, int] = {
        row.kind: row.n
        for row in connection.execute(
            select(campaign_keys.c.kind, func.count().label("n"))
            .where(campaign_keys.c.campaign_id.in_(every))
            .group_by(campaign_keys.c.kind)
        )
    }
    first = datetime.fromtimestamp(min(row.first_at for row in ids), UTC)
    tracks = sum(row.tracks for row in days)
    reasons = _reasons(connection, every)
    names = {kind: _names(connection, every, kind) for kind, count in members.items() if count <= _NAMES_READ}
    return Campaign(
        campaign_id=root,
        aliases=tuple(sorted(each for each in every if each != root)),
        text=story(tracks, first, members, names, reasons),
        tracks=tracks,
        first_seen=first,
        members=members,
        days=tuple(CampaignDay(day=row.day, tracks=row.tracks) for row in days[-_DAYS_SHOWN:]),
    )


def _count_ties(connection: Connection, ties: Sequence[Tie]) -> list[Tie]:
    """Count the track on its ties; those that tie it to others. A tie that stopped doing so lets go."""
    by_number = {tie.number: tie for tie in ties}
    query = select(campaign_keys).where(campaign_keys.c.key.in_(list(by_number)))
    known = {row.key: row for row in connection.execute(query)}
    glue, rows = [], []
    for number, tie in sorted(by_number.items()):
        before = known.get(number)
        suspicious = 1 + (before.suspicious if before else 0)
        glues = tie.glues(suspicious)
        rows.append(
            {
                "key": number,
                "kind": tie.kind,
                "name": tie.shown,
                "suspicious": suspicious,
                "campaign_id": before.campaign_id if before and glues else None,
            }
        )
        if glues:
            glue.append(tie)
    upsert(connection, campaign_keys, rows)
    return glue


def _roots(connection: Connection, keys: Sequence[int]) -> list[str]:
    """The current campaigns of ``keys``, the oldest first."""
    own = (
        select(campaigns.c.root)
        .join(campaign_keys, campaign_keys.c.campaign_id == campaigns.c.campaign_id)
        .where(campaign_keys.c.key.in_(keys))
    )
    query = select(campaigns.c.campaign_id, campaigns.c.first_at).where(campaigns.c.campaign_id.in_(own))
    ordered = query.order_by(campaigns.c.first_at, campaigns.c.campaign_id)
    return [row.campaign_id for row in connection.execute(ordered)]


def _united(connection: Connection, roots: Sequence[str]) -> str:
    oldest, *others = roots
    if others:
        connection.execute(update(campaigns).where(campaigns.c.root.in_(others)).values(root=oldest))
    return oldest


def _begun(connection: Connection, suspect: Suspect) -> str:
    made = f"C-{content_id('campaign', suspect.track_id)[:_ID_LETTERS]}"
    connection.execute(insert(campaigns).values(campaign_id=made, root=made, first_at=suspect.at))
    return made


def _add_one(connection: Connection, table: Table, key: dict[str, object]) -> None:
    connection.execute(_adding(connection.dialect.name, table), {**key, "tracks": 1})


@cache
def _adding(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    keys = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(index_elements=keys, set_={"tracks": table.c.tracks + 1})


def _reasons(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Reason codes by how many tracks they speak of, the commonest first."""
    count = func.sum(campaign_reasons.c.tracks)
    query = select(campaign_reasons.c.code, count).where(campaign_reasons.c.campaign_id.in_(ids))
    query = query.group_by(campaign_reasons.c.code).order_by(count.desc(), campaign_reasons.c.code)
    return {code: int(n) for code, n in connection.execute(query)}


def _names(connection: Connection, ids: Sequence[str], kind: str) -> tuple[str, ...]:
    chosen = campaign_keys.c.campaign_id.in_(ids) & (campaign_keys.c.kind == kind)
    query = select(campaign_keys.c.name).where(chosen).order_by(campaign_keys.c.suspicious.desc())
    return tuple(connection.execute(query.limit(_NAMES_READ)).scalars())
