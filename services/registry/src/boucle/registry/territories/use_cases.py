"""Declare and set territories."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import msgspec

from boucle.catalogue import Catalogue, UnknownKeyError
from boucle.catalogue.criteria import CRITERIA, LIMITS
from boucle.contract.events.registry import Territory as TerritoryEvent
from boucle.contract.sandboxes import sandbox_of
from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.platform.errors import Fault, Faulty, forbidden, not_found
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.domain.codes import siren_fault
from boucle.registry.domain.entities import Territory
from boucle.registry.territories import store
from boucle.registry.territories.history import SettingsChange, changes
from boucle.registry.territories.parameters import parameter_faults
from boucle.registry.territories.route_limits import route_limit_faults


def checked_siren(siren: str) -> str:
    """Return the SIREN. Raises Faulty."""
    fault = siren_fault("siren", siren)
    if fault:
        raise Faulty(fault, place="path")
    return siren


def checked_territory(declared: Territory, catalogue: Catalogue) -> Territory:
    """Return the territory. Raises Faulty with every wrong name and value."""
    faults, settings = [], declared.published
    if declared.parent == declared.siren:
        faults.append(Fault("parent", declared.parent, "is the territory itself", "a federation"))
    faults += [
        *_share_faults(settings),
        *_gain_faults(settings),
        *_weight_faults(settings),
        *_limit_faults(settings),
        *_route_faults(settings, catalogue),
    ]
    faults += route_limit_faults(settings, catalogue)
    faults += parameter_faults(settings.parameters)
    if faults:
        raise Faulty(*faults)
    return declared


def _share_faults(declared: TerritoryEvent) -> Iterator[Fault]:
    if not 0 <= Decimal(declared.least_share) <= 1:
        expected = "a share from 0 to 1, such as 0.02 for 2 %"
        yield Fault("least_share", declared.least_share, "is not a share of a need", expected)


def _gain_faults(declared: TerritoryEvent) -> Iterator[Fault]:
    for kind, gain in declared.least_gain.items():
        if Decimal(gain) < 0:
            expected = "0 or more, EUR a year"
            yield Fault(f"least_gain.{kind}", gain, "is not a gain", expected)


def _weight_faults(declared: TerritoryEvent) -> Iterator[Fault]:
    for name, weight in declared.weights.items():
        if name not in CRITERIA:
            expected = tr("one of {words}", words=", ".join(CRITERIA))
            yield Fault(f"weights.{name}", weight, "is not a criterion of the score", expected)
    if all(declared.weights.get(name) == 0 for name in CRITERIA):
        yield Fault("weights", declared.weights, "weigh nothing", "one weight above 0")


def _limit_faults(declared: TerritoryEvent) -> Iterator[Fault]:
    for name, value in declared.limits.items():
        limit = LIMITS.get(name)
        field = f"limits.{name}"
        if limit is None:
            expected = tr("one of {words}", words=", ".join(LIMITS))
            yield Fault(field, value, "is not a limit that a territory may tighten", expected)
        elif not limit.allows(Decimal(value)):
            yield Fault(field, value, "makes no sense", limit.expected)


def _route_faults(declared: TerritoryEvent, catalogue: Catalogue) -> Iterator[Fault]:
    for index, route in enumerate(declared.routes_off):
        try:
            catalogue.route(route)
        except UnknownKeyError as error:
            yield Fault(f"routes_off[{index}]", route, str(error), "a route of the catalogue")


async def put_territory(
    session: WriteSession,
    declared: Territory,
    principal: Principal,
    now: datetime,
    *,
    names_parent: bool = True,
) -> tuple[Territory, bool]:
    """Store the territory; return it, and whether it is new. The operator declares it; its animator
    may set all but its name, kind and parent, which stay if he omits them."""
    locked = await store.lock_territory(session, declared.siren)
    if locked is not None and principal.role == "animator" and not names_parent:
        published = msgspec.structs.replace(declared.published, parent=locked.parent)
        declared = replace(declared, published=published)
    if locked is None and sandbox_of(declared.siren):
        message = "begins with a 0: such codes are of sandboxes"
        right = "an EPCI's SIREN; a tool asks for a sandbox: POST /v1/sandboxes"
        raise Faulty(Fault("siren", declared.siren, message, right), place="path")
    _ensure_may_set(locked, declared, principal)
    await _check_place(session, locked, declared)
    if locked is not None and _settings(locked) == _settings(declared):
        return locked, False
    return await _saved(session, locked, declared, principal, now), locked is None


async def add_territory(
    session: WriteSession, declared: Territory, principal: Principal, now: datetime
) -> Territory:
    """Add a territory; the caller checks the right to it."""
    return await _saved(session, None, declared, principal, now)


async def _saved(
    session: WriteSession,
    locked: Territory | None,
    declared: Territory,
    principal: Principal,
    now: datetime,
) -> Territory:
    after = replace(declared, version=(locked.version if locked else 0) + 1, updated_at=now)
    await store.save_territory(session, after, new=locked is None)
    await _keep_history(session, locked, after, principal, now)
    type_ = "territory.revised.v1" if locked else "territory.declared.v1"
    if locked is None or locked.published != after.published:
        event = outbox.new_event(
            type_, subject=after.siren, version=after.version, data=after.published, now=now
        )
        await outbox.add(session, "territory", event)
    return after


async def _keep_history(
    session: WriteSession,
    before: Territory | None,
    after: Territory,
    principal: Principal,
    now: datetime,
) -> None:
    """Write the history in the transaction of the change."""
    changed = changes(before, after)
    if changed:
        change = SettingsChange(
            after.siren, after.version, now, principal.client_id, principal.role, changed
        )
        await store.add_change(session, change)


def _settings(territory: Territory) -> Territory:
    return replace(territory, version=0, updated_at=None)


def _ensure_may_set(locked: Territory | None, declared: Territory, principal: Principal) -> None:
    if principal.role == "operator":
        return
    if principal.role != "animator":
        raise forbidden("a territory is set by the operator or its animator")
    if locked is None or declared.siren not in principal.territories:
        raise not_found("territory", declared.siren)
    for name in ("name", "kind", "parent"):
        if getattr(locked, name) != getattr(declared, name):
            raise forbidden(tr("only the operator changes a territory's {name}", name=name))


async def _check_place(
    session: WriteSession, locked: Territory | None, declared: Territory
) -> None:
    if locked is not None and locked.kind != declared.kind:
        raise Faulty(
            Fault(
                "kind", declared.kind, "cannot change", tr("{kind}, as declared", kind=locked.kind)
            )
        )
    if declared.parent is None or (locked is not None and locked.parent == declared.parent):
        return
    outside = sandbox_of(declared.parent) != sandbox_of(declared.siren)
    inside = await store.with_members(session, [declared.siren])
    if (
        await store.kind_of(session, declared.parent) != "federation"
        or declared.parent in inside
        or outside
    ):
        raise Faulty(
            Fault(
                "parent",
                declared.parent,
                "is not a federation that this territory may join",
                "the SIREN of a federation declared before, outside this one",
            )
        )
