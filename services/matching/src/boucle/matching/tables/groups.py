"""These tables hold groups of companies; the worker of a market in ``stale_market`` writes them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from boucle.matching.tables.base import MatchingTable
from boucle.platform.db.columns import column, moment, primary_key


class SynergyGroup(MatchingTable, table=True):
    """A group as last published (``body``: msgspec JSON of ``events.groups.Group``). One that is
    lost has a row only where it has a life. ``version``: of the sequence
    ``synergy_group_version``, which all groups share."""

    __tablename__ = "synergy_group"
    __table_args__ = (
        Index("synergy_group_market", "market", "synergy_id"),
        Index("synergy_group_organisations", "organisations", postgresql_using="gin"),
        Index("synergy_group_territories", "territories", postgresql_using="gin"),
    )

    synergy_id: UUID = primary_key(Uuid)
    version: int = column(BigInteger)
    market: str = column(Text)
    kind: str = column(Text)
    subject: str = column(Text)
    state: str = column(Text)
    organisations: list[UUID] = column(ARRAY(Uuid))
    territories: list[str] = column(ARRAY(Text))
    body: bytes = column(LargeBinary)
    changed_at: datetime = moment()


class GroupAcross(MatchingTable, table=True):
    """A group that an animator was shown by copies of members elsewhere, whether or not it was
    found: no id tells its market."""

    __tablename__ = "group_across"

    synergy_id: UUID = primary_key(Uuid)
    market: str = column(Text)


class StaleMarket(MatchingTable, table=True):
    """A market whose groups are to be found again, ``since`` when, and the event that it follows
    from. Only appended and deleted: who appends waits for nobody."""

    __tablename__ = "stale_market"
    __table_args__ = (Index("stale_market_market", "market", "id"),)

    id: int = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    market: str = column(Text)
    since: datetime = moment()
    correlation_id: UUID | None = column(Uuid, null=True)
    causation_id: UUID | None = column(Uuid, null=True)
