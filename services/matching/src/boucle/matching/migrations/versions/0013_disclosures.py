"""The register of disclosures, begun with what the steps of lives have disclosed already.

Those are appended life after life, each in the order of its steps, by the right ``before the
register``. The kinds are those of this day, written out here.

Revision ID: 0013
"""

from collections.abc import Iterator
from datetime import datetime
from secrets import token_bytes
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from alembic import op

from boucle.matching.disclosures.chain import BEGINNING, SALT_BYTES, Disclosure, Head, Link, linked

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_RIGHT = "before the register"
_CREATE = (
    """
    create table disclosure (
        number bigint primary key,
        previous bytea not null,
        salt bytea not null,
        hash bytea not null,
        at timestamptz not null,
        kind text not null,
        by_right text not null,
        to_organisation uuid not null,
        to_territory text not null,
        of_organisation uuid not null,
        of_territory text not null,
        synergy_id uuid not null,
        version bigint not null,
        actor text not null,
        constraint disclosure_number_positive check (number > 0)
    )
    """,
    """
    create table disclosure_head (
        id smallint primary key,
        number bigint not null,
        hash bytea not null,
        constraint disclosure_head_one check (id = 1)
    )
    """,
)
_FINISH = (
    "create index disclosure_to on disclosure (to_organisation, number)",
    "create index disclosure_of on disclosure (of_organisation, number)",
    """
    create function refuse_to_change_disclosures() returns trigger language plpgsql as $$
    begin
        raise exception 'the register of disclosures is only appended to: % is refused', tg_op
            using errcode = 'insufficient_privilege';
    end $$
    """,
    """
    create trigger disclosure_only_appended before update or delete or truncate on disclosure
        for each statement execute function refuse_to_change_disclosures()
    """,
)
_STEPS = sa.text(
    "select synergy_id, version, at, actor, body from life_history "
    "where (synergy_id, version) > (:synergy_id, :version) order by 1, 2 limit :count"
)
_APPEND = sa.text(
    "insert into disclosure (number, previous, salt, hash, at, kind, by_right, to_organisation, "
    "to_territory, of_organisation, of_territory, synergy_id, version, actor) values (:number, "
    ":previous, :salt, :hash, :at, :kind, :right, :to_organisation, :to_territory, "
    ":of_organisation, :of_territory, :synergy_id, :version, :actor)"
)


def upgrade() -> None:
    for statement in _CREATE:
        op.execute(statement)
    head = _append_what_was_disclosed(op.get_bind())
    op.execute(
        sa.text("insert into disclosure_head values (1, :number, :hash)").bindparams(
            number=head.number, hash=head.hash
        )
    )
    for statement in _FINISH:
        op.execute(statement)


def _append_what_was_disclosed(connection: Any) -> Head:
    head, before = BEGINNING, dict[str, Any]()
    place = {"synergy_id": UUID(int=0), "version": 0}
    while steps := connection.execute(_STEPS, {**place, "count": _AT_ONCE}).all():
        found: list[Disclosure] = []
        for synergy_id, version, at, actor, body in steps:
            after: dict[str, Any] = msgspec.json.decode(body)
            known = before if before.get("synergy_id") == after["synergy_id"] else None
            found += _disclosed(known, after, synergy_id, version, at, actor)
            before = after
        place = {"synergy_id": steps[-1][0], "version": steps[-1][1]}
        links = list(linked(head, ((one, token_bytes(SALT_BYTES)) for one in found)))
        if links:
            connection.execute(_APPEND, [_row(link) for link in links])
            head = Head(links[-1].number, links[-1].hash)
    return head


def _disclosed(
    before: dict[str, Any] | None,
    after: dict[str, Any],
    synergy_id: UUID,
    version: int,
    at: datetime,
    actor: str,
) -> Iterator[Disclosure]:
    """``before`` and ``after``: ``events.matching.Life`` as JSON."""
    for kind, field in (("introduced", "introduced_at"), ("identity", "disclosed")):
        known = set() if before is None else set(_knowing(before, field))
        for own, other in _knowing(after, field):
            if (own, other) not in known:
                yield Disclosure(
                    at=at,
                    kind=kind,
                    right=_RIGHT,
                    to_organisation=UUID(own),
                    to_territory=_territory(after, own),
                    of_organisation=UUID(other),
                    of_territory=_territory(after, other),
                    synergy_id=synergy_id,
                    version=version,
                    actor=actor,
                )


def _knowing(life: dict[str, Any], field: str) -> list[tuple[str, str]]:
    if not life.get(field):
        return []
    organisations = [party["side"]["organisation_id"] for party in life["parties"]]
    return [(own, other) for own in organisations for other in organisations if own != other]


def _territory(life: dict[str, Any], organisation: str) -> str:
    sides = (party["side"] for party in life["parties"])
    found = next(side["territory"] for side in sides if side["organisation_id"] == organisation)
    return str(found)


def _row(link: Link) -> dict[str, Any]:
    chained = {"number": link.number, "previous": link.previous, "salt": link.salt}
    return {**chained, "hash": link.hash, **msgspec.structs.asdict(link.disclosure)}
