"""A pair has no row of its own: its entries in lists say that it is one, when it came and changed.
A life keeps the inputs of its own figures.

Inputs that a pair's row kept go to its life where the life shows the figures that came from them.

Revision ID: 0010
"""

from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_FIGURES = {
    "score": "score",
    "route": "route",
    "potential": "quantity",
    "distance_km": "distance_km",
    "criteria": "criteria",
    "tco2e": "tco2e",
    "eur": "eur",
}
_VERSIONS = (
    *("catalogue", "rules", "factors", "offer", "need", "life"),
    *("settings_offer", "settings_need"),
)
_KEPT = sa.text(
    "select life.synergy_id, life.body, pair.body, pair.inputs from life "
    "join pair using (synergy_id) where synergy_id > :after and octet_length(pair.inputs) > 0 "
    "order by synergy_id limit :count"
)
_KEEP = sa.text("update life set inputs = :inputs where synergy_id = :synergy_id")


def upgrade() -> None:
    for table in ("entry", "owned_flow"):
        op.execute(f"alter table {table} add column changed_at timestamptz not null default now()")
        op.execute(f"alter table {table} alter column changed_at drop default")
    op.execute("alter table life add column inputs bytea")
    _move_inputs()
    op.execute("drop table pair")
    op.execute("drop sequence pair_version")


def _move_inputs() -> None:
    connection = op.get_bind()
    after = "00000000-0000-0000-0000-000000000000"
    while rows := connection.execute(_KEPT, {"after": after, "count": _AT_ONCE}).all():
        after = rows[-1][0]
        kept = [(id_, _kept(life, pair, inputs)) for id_, life, pair, inputs in rows]
        values = [{"synergy_id": id_, "inputs": inputs} for id_, inputs in kept if inputs]
        if values:
            connection.execute(_KEEP, values)


def _kept(life: bytes, pair: bytes, inputs: bytes) -> bytes | None:
    shown, scored = _json(life), _json(pair)
    if any(shown.get(ours) != scored.get(theirs) for ours, theirs in _FIGURES.items()):
        return None
    versions = {name: scored["versions"][name] for name in _VERSIONS}
    stored: dict[str, Any] = msgspec.msgpack.decode(inputs)
    return msgspec.msgpack.encode({**stored, "versions": versions})


def _json(body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(body)
    return found
