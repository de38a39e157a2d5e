"""Official lists as they were imported."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from boucle.platform.db.columns import column, moment, primary_key
from boucle.registry.tables.base import RegistryTable


class CommuneRow(RegistryTable, table=True):
    """A code of a commune and, in the other columns, the commune that it stands for ``today``:
    itself, or the one that it was merged into. ``epci``: null for the few that are in none;
    ``folded``: its name as it is searched; ``merged``: no commune of today."""

    __tablename__ = "commune"
    __table_args__ = (
        Index("commune_by_name", "folded", "code"),
        Index("commune_by_epci", "epci"),
    )

    code: str = primary_key(Text)
    today: str = column(Text)
    name: str = column(Text)
    epci: str | None = column(Text, null=True)
    latitude: float | None
    longitude: float | None
    folded: str = column(Text(collation="C"))
    merged: bool = column(Boolean)


class CommuneFileRow(RegistryTable, table=True):
    """One row: the version of the file that the communes are of; none before the first import."""

    __tablename__ = "commune_file"

    version: str = primary_key(Text)


class OutlineRow(RegistryTable, table=True):
    """A commune or an EPCI as a map draws it, and the box around it in degrees. ``lines``: JSON, of
    closed lines of points, longitude first."""

    __tablename__ = "outline"

    code: str = primary_key(Text)
    kind: str = column(Text)
    name: str = column(Text)
    west: float
    south: float
    east: float
    north: float
    lines: str = column(Text)
    source: str = column(Text)


class PostalCodeRow(RegistryTable, table=True):
    """A code sent by post, as argon2's hash; one an organisation. ``siren``: for which it was."""

    __tablename__ = "postal_code"

    organisation_id: UUID = primary_key(ForeignKey("organisation.id"))
    siren: str = column(Text)
    code_hash: str = column(Text)
    address: list[str] = column(ARRAY(Text))
    made_at: datetime = moment()
    expires_at: datetime = moment()
    tries: int = column(Integer)


class OccupationRow(RegistryTable, table=True):
    """A code of the ROME that was imported, and its family (``parent``)."""

    __tablename__ = "occupation"

    code: str = primary_key(Text)
    parent: str = column(Text)
    label: str = column(Text)
    green: bool = column(Boolean)


class OccupationTitleRow(RegistryTable, table=True):
    """A job title of an occupation."""

    __tablename__ = "occupation_title"

    code: str = primary_key(ForeignKey("occupation.code"))
    title: str = primary_key(Text)


class OccupationFileRow(RegistryTable, table=True):
    """One row: the version of ROME that was imported, and a digest of what it says."""

    __tablename__ = "occupation_file"

    version: str = primary_key(Text)
    digest: str = column(Text)


class ProspectRow(RegistryTable, table=True):
    """An establishment that nobody declared, from INSEE's public file; nobody is mailed from it."""

    __tablename__ = "prospect"
    __table_args__ = (Index("prospect_by_activity", text('"left"(naf_code, 5)'), "latitude"),)

    siret: str = primary_key(Text)
    name: str | None = column(Text, null=True)
    naf_code: str = column(Text)
    commune_code: str | None = column(Text, null=True)
    commune: str | None = column(Text, null=True)
    employees: str | None = column(Text, null=True)
    latitude: float
    longitude: float
    seen_at: datetime = moment()


class EstablishmentsCellRow(RegistryTable, table=True):
    """A cell of places as last published; ``body``: by NACE class, numbers of SIREN. A cell that
    holds none any more stays, empty, for its version."""

    __tablename__ = "establishments_cell"

    north: int = primary_key(Integer)
    east: int = primary_key(Integer)
    version: int = column(BigInteger)
    body: dict[str, list[int]] = column(JSONB)
