"""What animators note while they bring companies in: calls, and prospects whom they ask."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlmodel import Field

from boucle.platform.db.columns import column, moment, primary_key
from boucle.registry.tables.base import RegistryTable


class CallRow(RegistryTable, table=True):
    """``by``: a client id. ``contact_id``, else ``with_whom``: who was spoken with. ``next_on``: to
    be called again."""

    __tablename__ = "company_call"
    __table_args__ = (
        Index("call_of_organisation", "organisation_id", "at", "id"),
        Index("call_by_moment", "at", "id"),
        Index("call_due", "next_on", postgresql_where=text("next_on IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = column(ForeignKey("organisation.id"))
    at: datetime = moment()
    by: str = column(Text)
    contact_id: UUID | None = Field(default=None)
    with_whom: str | None = column(Text, null=True)
    text: str = column(Text)
    next_on: date | None = Field(default=None)


class MarkedProspectRow(RegistryTable, table=True):
    """An establishment as a territory's animators mark it; what INSEE's file said of it then."""

    __tablename__ = "marked_prospect"
    __table_args__ = (Index("marked_by_change", "territory", "at", "siret"),)

    territory: str = primary_key(ForeignKey("territory.siren"))
    siret: str = primary_key(Text)
    state: str = column(Text)
    note: str | None = column(Text, null=True)
    name: str | None = column(Text, null=True)
    naf_code: str | None = column(Text, null=True)
    commune: str | None = column(Text, null=True)
    by: str = column(Text)
    at: datetime = moment()
