"""Who asks, what is theirs, and in which quality they act on a synergy."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from boucle.catalogue.loader import load_catalogue
from boucle.catalogue.units import INT64_MAX, UnitError, from_base, to_base, units_for
from boucle.common.db import ReadSession, WriteSession
from boucle.common.http import forbidden, invalid_field, not_found
from boucle.common.identity import Principal
from boucle.common.masking import SynergyView, Viewer
from boucle.matching import owners, views
from boucle.matching.schemas import QuantityIn
from boucle.matching.transitions import Who
from boucle.matching.use_cases import Actor
from boucle.matching.views import Found


@dataclass(frozen=True, slots=True)
class Caller:
    principal: Principal
    viewer: Viewer

    @property
    def who(self) -> Who:
        """The operator acts as an animator does. Raises 403 for a service: it only reads."""
        match self.principal.role:
            case "company" | "tool":
                return "party"
            case "animator" | "operator":
                return "animator"
            case "service":
                raise forbidden("a service reads; people, tools and events act")

    @property
    def actor(self) -> Actor:
        return Actor(self.who, self.principal.client_id)

    def only_animators(self, what: str) -> None:
        if self.who != "animator":
            raise forbidden(f"{what} is for an animator of one of its territories")

    def owns(self, organisation_id: UUID | None, territory: str) -> bool:
        return (
            self.viewer.everything
            or organisation_id in self.viewer.organisations
            or territory in self.viewer.territories
        )

    def party_of(self, view: SynergyView, asked: UUID | None) -> UUID:
        """The party that the caller speaks for; ``asked`` must be one of its own.

        An animator says for whom it writes. Raises 422 naming what would be right.
        """
        own = {
            side.organisation_id
            for side in view.sides
            if side.organisation_id is not None and self.owns(side.organisation_id, side.territory)
        }
        if asked is None and len(own) == 1 and self.who == "party":
            return next(iter(own))
        if asked is not None and asked in own:
            return asked
        raise invalid_field(
            "body.organisation_id",
            asked,
            "not a party that you may answer for",
            f"one of {', '.join(sorted(map(str, own)))}",
        )


async def caller_of(session: ReadSession | WriteSession, principal: Principal) -> Caller:
    """The caller with what is its own; a tool's grants are looked up."""
    granted: frozenset[UUID] = frozenset()
    if principal.role == "tool":
        granted = await owners.granted_to(session, principal.client_id)
    return Caller(principal, Viewer.of(principal, granted))


async def found_for(session: ReadSession | WriteSession, caller: Caller, synergy_id: UUID) -> Found:
    """The synergy, if the caller may see it; else the same 404 as if there were none."""
    found = await views.one(session, synergy_id)
    if found is None or not views.sees(caller.viewer, found):
        raise not_found("synergy", synergy_id)
    return found


def ensure_quantity(found: Found, quantity: QuantityIn | None) -> None:
    """Raise 422 on a unit that says nothing of what flows here (tonnes of heat), and on more than
    a flow can be declared to give."""
    view = found.whole()
    if quantity is None or view.nature is None:
        return
    catalogue = load_catalogue()
    family = next((side.family for side in view.sides if side.role == "offer"), None)
    known = family is not None and catalogue.has_family(family)
    density = catalogue.family(family or "").density_t_per_m3 if known else None
    value, unit, units = quantity.value, quantity.unit, units_for(view.nature, density)
    try:
        to_base(Decimal(value), unit, view.nature, density)
    except UnitError as error:
        if unit not in units:
            expected = f"one of {', '.join(units)}"
            raise invalid_field("body.quantity.unit", unit, str(error), expected) from error
        most = from_base(INT64_MAX, unit, view.nature, density)
        expected = f"at most {most:.3g} {unit} a year"
        raise invalid_field("body.quantity.value", value, str(error), expected) from error
