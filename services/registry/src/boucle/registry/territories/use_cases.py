"""Declare and set territories."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from boucle.catalogue import Catalogue, UnknownKeyError
from boucle.catalogue.criteria import CRITERIA, LIMITS
from boucle.common import outbox
from boucle.common.db import WriteSession
from boucle.common.errors import forbidden, not_found
from boucle.common.identity import Principal
from boucle.registry.codes import siren_fault
from boucle.registry.entities import Territory
from boucle.registry.faults import Fault, Faulty
from boucle.registry.territories import store
from boucle.registry.territories.history import SettingsChange, changes
from boucle.registry.territories.route_limits import route_limit_faults


def checked_siren(siren: str) -> str:
    """The same SIREN. Raises Faulty."""
    fault = siren_fault("siren", siren)
    if fault:
        raise Faulty(fault)
    return siren


def checked_territory(told: Territory, catalogue: Catalogue) -> Territory:
    """The same territory. Raises Faulty with every name and value that is wrong."""
    faults = []
    if told.parent == told.siren:
        faults.append(Fault("parent", told.parent, "is the territory itself", "a federation"))
    faults += [*_weight_faults(told), *_limit_faults(told), *_route_faults(told, catalogue)]
    faults += route_limit_faults(told, catalogue)
    if faults:
        raise Faulty(*faults)
    return told


def _weight_faults(told: Territory) -> Iterator[Fault]:
    for name, weight in told.weights.items():
        if name not in CRITERIA:
            expected = f"one of {', '.join(CRITERIA)}"
            yield Fault(f"weights.{name}", weight, "is not a criterion of the score", expected)
    if all(told.weights.get(name) == 0 for name in CRITERIA):
        yield Fault("weights", told.weights, "weigh nothing", "one weight above 0")


def _limit_faults(told: Territory) -> Iterator[Fault]:
    for name, value in told.limits.items():
        limit = LIMITS.get(name)
        field = f"limits.{name}"
        if limit is None:
            expected = f"one of {', '.join(LIMITS)}"
            yield Fault(field, value, "is not a limit that a territory may tighten", expected)
        elif not limit.allows(Decimal(value)):
            yield Fault(field, value, "makes no sense", limit.expected)


def _route_faults(told: Territory, catalogue: Catalogue) -> Iterator[Fault]:
    for index, route in enumerate(told.routes_off):
        try:
            catalogue.route(route)
        except UnknownKeyError as error:
            yield Fault(f"routes_off[{index}]", route, str(error), "a route of the catalogue")


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
    await _keep_history(session, locked, after, principal, now)
    type_ = "territory.revised.v1" if locked else "territory.declared.v1"
    if locked is None or locked.event() != after.event():
        event = outbox.new_event(
            type_, subject=after.siren, version=after.version, data=after.event(), now=now
        )
        await outbox.add(session, "territory", event)
    return after, locked is None


async def _keep_history(
    session: WriteSession,
    before: Territory | None,
    after: Territory,
    principal: Principal,
    now: datetime,
) -> None:
    """In the transaction of the change: a setting without its history cannot be."""
    changed = changes(before, after)
    if changed:
        change = SettingsChange(
            after.siren, after.version, now, principal.client_id, principal.role, changed
        )
        await store.add_change(session, change)


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
