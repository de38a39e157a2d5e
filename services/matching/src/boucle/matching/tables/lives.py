"""These tables hold lives of synergies and the register of disclosures; whoever moves a life writes
them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from boucle.matching.tables.base import MatchingTable
from boucle.platform.db.columns import column, moment, primary_key


class LifeRow(MatchingTable, table=True):
    """A synergy's life (``body``: msgspec JSON of ``events.matching.Life``) and what finds it.

    ``organisations``, ``territories`` and ``flows`` go side by side, one entry for each party;
    ``introduced``: the organisations that it was introduced to. ``action_due``: of the next
    action. ``answered_at``: when a party answered last.
    ``inputs``: what its computed figures came from, for ``stored_inputs`` to read; null where none
    were computed, or none kept.
    """

    __tablename__ = "life"
    __table_args__ = (
        Index("life_introduced", "introduced", postgresql_using="gin"),
        Index("life_territories", "territories", postgresql_using="gin"),
        Index("life_offer", "offer_id", postgresql_where=text("offer_id is not null")),
        Index("life_need", "need_id", postgresql_where=text("need_id is not null")),
        Index("life_updated", "updated_at", "synergy_id"),
        Index("life_due", "contract_until", postgresql_where=text("contract_until is not null")),
        Index("life_planned", "action_due", postgresql_where=text("action_due is not null")),
        Index("life_answered", "answered_at", postgresql_where=text("answered_at is not null")),
        CheckConstraint("entity_version > 0", name="life_version_positive"),
    )

    synergy_id: UUID = primary_key(Uuid)
    entity_version: int = column(BigInteger)
    state: str = column(Text)
    kind: str = column(Text)
    found_by: str = column(Text)
    nature: str | None = column(Text, null=True)
    score: int | None = column(Integer, null=True)
    organisations: list[UUID] = column(ARRAY(Uuid))
    introduced: list[UUID] = column(ARRAY(Uuid))
    territories: list[str] = column(ARRAY(Text))
    flows: list[UUID | None] = column(ARRAY(Uuid))
    offer_id: UUID | None = column(Uuid, null=True)
    need_id: UUID | None = column(Uuid, null=True)
    contract_until: date | None = Field(default=None)
    action_due: date | None = Field(default=None)
    answered_at: datetime | None = moment(null=True)
    disclosed: bool = column(Boolean, server_default=text("false"))
    body: bytes = column(LargeBinary)
    inputs: bytes | None = column(LargeBinary, null=True)
    updated_at: datetime = moment()


class ShownLife(MatchingTable, table=True):
    """A life that a company was introduced to, by when what it may see of it last changed: the
    hour while masked (``seen.moment_for``). A row of the organisation ``TOGETHER``: when
    what one who acts for all parties sees did."""

    __tablename__ = "shown_life"
    __table_args__ = (
        Index("shown_life_organisation", "organisation_id", "changed_at", "synergy_id"),
    )

    synergy_id: UUID = primary_key(Uuid)
    organisation_id: UUID = primary_key(Uuid)
    changed_at: datetime = moment()


class LifeHistory(MatchingTable, table=True):
    """Each step of a life: when, by whom, and the life as it stood after it."""

    __tablename__ = "life_history"

    synergy_id: UUID = primary_key(Uuid)
    version: int = primary_key(BigInteger)
    at: datetime = moment()
    actor: str = column(Text)
    type: str = column(Text)
    body: bytes = column(LargeBinary)


class DisclosureRow(MatchingTable, table=True):
    """A link of the register (``disclosures.chain``), never changed: the database refuses it.
    ``by_right``: its right, which is a word of SQL."""

    __tablename__ = "disclosure"
    __table_args__ = (
        Index("disclosure_to", "to_organisation", "number"),
        Index("disclosure_of", "of_organisation", "number"),
        CheckConstraint("number > 0", name="disclosure_number_positive"),
    )

    number: int = primary_key(BigInteger)
    previous: bytes = column(LargeBinary)
    salt: bytes = column(LargeBinary)
    hash: bytes = column(LargeBinary)
    at: datetime = moment()
    kind: str = column(Text)
    by_right: str = column(Text)
    to_organisation: UUID = column(Uuid)
    to_territory: str = column(Text)
    of_organisation: UUID = column(Uuid)
    of_territory: str = column(Text)
    synergy_id: UUID = column(Uuid)
    version: int = column(BigInteger)
    actor: str = column(Text)


class DisclosureHead(MatchingTable, table=True):
    """The last link of the register, in one row: who appends locks it."""

    __tablename__ = "disclosure_head"
    __table_args__ = (CheckConstraint("id = 1", name="disclosure_head_one"),)

    id: int = primary_key(SmallInteger)
    number: int = column(BigInteger)
    hash: bytes = column(LargeBinary)


class ShownToTool(MatchingTable, table=True):
    """A pair that a tool was shown because it declared both of its flows: when, and whose they
    were. The register has a line for each of both."""

    __tablename__ = "shown_to_tool"

    synergy_id: UUID = primary_key(Uuid)
    tool: str = primary_key(Text)
    at: datetime = moment()
    offer_organisation: UUID = column(Uuid)
    offer_territory: str = column(Text)
    need_organisation: UUID = column(Uuid)
    need_territory: str = column(Text)
