"""These tables hold lists of best partners and the copies they are made of; the engine's worker
writes them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, SmallInteger, Text, Uuid, text

from boucle.matching.tables.base import MatchingTable
from boucle.platform.db.columns import column, moment, primary_key

_THERE = text("not withdrawn")
_OF_SEVERAL = text("not withdrawn and further is not null")
_TOLD = text("not withdrawn and family is not null")
_BY_A_TOOL = text("not withdrawn and declared_by is not null")


class EntryRow(MatchingTable, table=True):
    """One entry of an owned flow's list of best partners: ``rank`` orders them, best first.

    ``gives``: it is an offer's list (a flow may change sides). ``since``: when the partner came;
    ``changed_at``: when it came or its rank changed.
    """

    __tablename__ = "entry"
    __table_args__ = (Index("entry_partner", "partner"), Index("entry_synergy", "synergy_id"))

    owner: UUID = primary_key(Uuid)
    partner: UUID = primary_key(Uuid)
    gives: bool
    rank: int = column(SmallInteger)
    since: datetime = moment()
    changed_at: datetime = moment()
    synergy_id: UUID = column(Uuid)


class OwnedFlow(MatchingTable, table=True):
    """A flow as its partition's owner last saw it (msgspec JSON of ``events.registry.Flow``), and
    when that was stored. ``family``: null where it takes no part in matching; ``north``, ``east``:
    the cell of its place (``common.cells``). ``declared_by``: the tool under whose source it is.
    ``further``: of a flow of several families, all but the main one, parted by spaces."""

    __tablename__ = "owned_flow"
    __table_args__ = (
        Index("owned_flow_partition", "partition", "flow_offset"),
        Index("owned_flow_organisation", "organisation_id", "flow_id", postgresql_where=_THERE),
        Index("owned_flow_territory", "territory", "flow_id", postgresql_where=_THERE),
        Index(
            "owned_flow_family",
            *("family", "output", text("(north >> 3)"), text("(east >> 3)"), "flow_id"),
            postgresql_where=_TOLD,
        ),
        Index("owned_flow_declared_by", "declared_by", "flow_id", postgresql_where=_BY_A_TOOL),
        Index(
            "owned_flow_further",
            text("string_to_array(further, ' ')"),
            postgresql_using="gin",
            postgresql_where=_OF_SEVERAL,
        ),
    )

    flow_id: UUID = primary_key(Uuid)
    partition: int = column(SmallInteger)
    flow_offset: int = column(BigInteger)
    version: int = column(BigInteger)
    withdrawn: bool
    organisation_id: UUID = column(Uuid)
    territory: str = column(Text)
    nature: str = column(Text)
    output: bool
    family: str | None = column(Text, null=True)
    division: str = column(Text)
    north: int = column(SmallInteger)
    east: int = column(SmallInteger)
    declared_by: str | None = column(Text, null=True)
    further: str | None = column(Text, null=True)
    body: bytes = column(LargeBinary)
    changed_at: datetime = moment()


class OwnedPartition(MatchingTable, table=True):
    """Who may write a partition's lists: the holder of ``epoch``.

    ``turn``: the version of its lists. ``catalogue`` (and rules) made the lists; ``positions`` is
    how far into each source partition they have read: JSON, topic -> next offset of each partition.
    """

    __tablename__ = "owned_partition"

    partition: int = primary_key(SmallInteger)
    epoch: int = column(BigInteger)
    turn: int = column(BigInteger)
    catalogue: str = column(Text)
    positions: bytes = column(LargeBinary)


class ToMend(MatchingTable, table=True):
    """A flow that a wide change (settings, catalogue) left to be compared again with a partition's
    lists."""

    __tablename__ = "to_mend"

    partition: int = primary_key(SmallInteger)
    flow_id: UUID = primary_key(Uuid)


class PairAcross(MatchingTable, table=True):
    """A pair across a border that an animator of one side was shown by a copy of the other, in a
    list or not: no id tells its flows."""

    __tablename__ = "pair_across"

    synergy_id: UUID = primary_key(Uuid)
    offer: UUID = column(Uuid)
    need: UUID = column(Uuid)
