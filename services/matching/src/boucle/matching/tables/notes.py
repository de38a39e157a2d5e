"""This table holds what animators note about synergies."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from boucle.matching.tables.base import MatchingTable
from boucle.platform.db.columns import column, moment, primary_key


class NoteRow(MatchingTable, table=True):
    """``by``: the author's client id. ``territories``: of the sides that the author saw whole: who
    sees all of them may read it. ``organisations``: of the synergy, whose people it may name."""

    __tablename__ = "note"
    __table_args__ = (
        Index("note_of_synergy", "synergy_id", "at", "note_id"),
        Index("note_at", "at"),
    )

    note_id: UUID = primary_key(Uuid)
    synergy_id: UUID = column(Uuid)
    at: datetime = moment()
    by: str = column(Text)
    text: str = column(Text)
    territories: list[str] = column(ARRAY(Text))
    organisations: list[UUID] = column(ARRAY(Uuid))
