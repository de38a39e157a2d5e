"""Declare and set territories."""

from dataclasses import replace
from datetime import datetime

from boucle.catalogue import Catalogue, UnknownKeyError
from boucle.common import outbox
from boucle.common.db import WriteSession
from boucle.common.http import forbidden, not_found
from boucle.common.identity import Principal
from boucle.registry.domain.codes import siren_fault
from boucle.registry.domain.entities import Territory
from boucle.registry.domain.faults import Fault, Faulty
from boucle.registry.store import territories as store


def checked_territory(told: Territory, catalogue: Catalogue) -> Territory:
    """The same territory. Raises Faulty with every code that is wrong."""
    faults = []
    siren = siren_fault("siren", told.siren)
    faults += [siren] if siren else []
    for index, route in enumerate(told.routes_off):
        try:
            catalogue.route(route)
        except UnknownKeyError as error:
            field = f"routes_off[{index}]"
            faults.append(Fault(field, route, str(error), "a route of the catalogue"))
    if told.parent == told.siren:
        faults.append(Fault("parent", told.parent, "is the territory itself", "a federation"))
    if faults:
        raise Faulty(*faults)
    return told


async def put_territory(
    session: WriteSession, told: Territory, principal: Principal, now: datetime
) -> tuple[Territory, bool]:
    """The territory, and whether it is new. The operator declares it; its animator may set
    all but its name, kind and parent."""
    locked = await store.lock_territory(session, told.siren)
    _ensure_may_set(locked, told, principal)
    await _check_place(session, locked, told)
    if locked is not None and _settings(locked) == _settings(told):
        return locked, False
    after = replace(told, version=(locked.version if locked else 0) + 1, updated_at=now)
    await store.save_territory(session, after, new=locked is None)
    type_ = "territory.revised.v1" if locked else "territory.declared.v1"
    if locked is None or locked.event() != after.event():
        event = outbox.new_event(
            type_, subject=after.siren, version=after.version, data=after.event(), now=now
        )
        await outbox.add(session, "territory", event)
    return after, locked is None


def _settings(territory: Territory) -> Territory:
    return replace(territory, version=0, updated_at=None)


def _ensure_may_set(locked: Territory | None, told: Territory, principal: Principal) -> None:
    if principal.role == "operator":
        return
    if principal.role != "animator":
        raise forbidden("a territory is set by the operator or its animator")
    if locked is None or told.siren not in principal.territories:
        raise not_found("territory", told.siren)
    for name in ("name", "kind", "parent"):
        if getattr(locked, name) != getattr(told, name):
            raise forbidden(f"only the operator changes a territory's {name}")


async def _check_place(session: WriteSession, locked: Territory | None, told: Territory) -> None:
    if locked is not None and locked.kind != told.kind:
        raise Faulty(Fault("kind", told.kind, "cannot change", f"{locked.kind!r}, as declared"))
    if told.parent is None or (locked is not None and locked.parent == told.parent):
        return
    inside = await store.with_members(session, [told.siren])
    if await store.kind_of(session, told.parent) != "federation" or told.parent in inside:
        raise Faulty(
            Fault(
                "parent",
                told.parent,
                "is not a federation that this territory may join",
                "the SIREN of a federation declared before, outside this one",
            )
        )
