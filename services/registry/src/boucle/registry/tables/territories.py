"""Territories, their zones and sandboxes."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from boucle.contract.events.registry import Territory
from boucle.platform.db.columns import column, moment, primary_key
from boucle.registry.tables.base import RegistryTable


class TerritoryRow(RegistryTable, table=True):
    """The animator and who answers for data are here and nowhere else. Settings have their columns
    below, one for each that ``Territory`` publishes."""

    __tablename__ = "territory"

    siren: str = primary_key(Text)
    name: str = column(Text)
    kind: str = column(Text)
    parent: str | None = column(ForeignKey("territory.siren"), null=True)
    animator_name: str | None = column(Text, null=True)
    animator_email: str | None = column(Text, null=True)
    animator_phone: str | None = column(Text, null=True)
    animator_address: str | None = column(Text, null=True)
    controller: dict[str, Any] | None = column(JSONB, null=True)
    entity_version: int = column(BigInteger)
    updated_at: datetime = moment()


_DEFAULTS = Territory(siren="", kind="epci")
_SETTING_TYPES: dict[type, Any] = {
    str: Text,
    int: Integer,
    bool: Boolean,
    dict: JSONB,
    tuple: ARRAY(Text),
}
for _name in Territory.__struct_fields__:
    if _name not in TerritoryRow.model_fields:
        _type = _SETTING_TYPES[type(getattr(_DEFAULTS, _name))]
        setattr(TerritoryRow, _name, Column(_type, nullable=False))


class SandboxRow(RegistryTable, table=True):
    """A sandbox: the federation of its territories, who asked for it under which name, and the two
    principals that act in it."""

    __tablename__ = "sandbox"
    __table_args__ = (UniqueConstraint("owner", "name", name="sandbox_once"),)

    code: str = primary_key(ForeignKey("territory.siren"))
    owner: str = column(ForeignKey("client.client_id"))
    name: str = column(Text)
    tool: str = column(ForeignKey("client.client_id"))
    animator: str = column(ForeignKey("client.client_id"))
    made_at: datetime = moment()


class TerritoryChangeRow(RegistryTable, table=True):
    """One change of a territory's settings; ``changes``: setting, before, after."""

    __tablename__ = "territory_change"

    siren: str = primary_key(ForeignKey("territory.siren"))
    version: int = primary_key(BigInteger)
    at: datetime = moment()
    changed_by: str | None = column(Text, null=True)
    role: str | None = column(Text, null=True)
    changes: list[dict[str, Any]] = column(JSONB)


class ZoneRow(RegistryTable, table=True):
    """An activity zone, as an animator declared it: within ``radius_km`` of its centre."""

    __tablename__ = "zone"

    territory: str = primary_key(ForeignKey("territory.siren"))
    code: str = primary_key(Text)
    name: str = column(Text)
    latitude: float
    longitude: float
    radius_km: float
    source: str = column(Text)
    updated_at: datetime = moment()
