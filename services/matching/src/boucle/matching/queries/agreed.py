"""Show what a run brings: what is computed, at the agreed quantity. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from boucle.catalogue import Nature, UnitError, load_catalogue, to_base
from boucle.contract.agreed import QUANTITIES, of_quantity, share_of, share_of_group
from boucle.contract.events.matching import State
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import Form, form_of, the_group
from boucle.contract.views import SynergyView

FiguresOf = Literal["possible", "agreed"]
_ALIKE: Final = Decimal("1.001")
"""Figures are rounded."""
_RAN: Final[frozenset[State]] = frozenset({"running", "stopped"})


class Brought(NamedTuple):
    """``of``: the quantity that euros and carbon are of."""

    of: FiguresOf
    eur: Amount | None
    tco2e: Amount | None


def brought(view: SynergyView) -> Brought:
    """Return the figures of a masked view. Who does not see the agreed quantity sees those of the
    possible one, by its preview."""
    if view.masked or view.running_since is None or view.state not in _RAN:
        return Brought("possible", view.eur, view.tco2e)
    share = _SHARES[form_of(view)](view)
    return Brought("agreed", _of(view.eur, share), _of(view.tco2e, share))


def _of(amount: Amount | None, share: Decimal | str) -> Amount | None:
    return None if amount is None else of_quantity(amount, share)


def _share_of_pair(view: SynergyView) -> Decimal | str:
    families = {side.role: side.family for side in view.sides}
    family, nature = families.get("offer") or families.get("need"), view.nature
    if nature is None:
        return share_of(None, None)
    return share_of(_base(view.agreed, nature, family), _base(view.quantity, nature, family))


def _share_of_group(view: SynergyView) -> Decimal | str:
    """What has no quantity is agreed as its members declared it."""
    figures = the_group(view).figures
    for key, nature in QUANTITIES.items():
        amount = figures.get(key)
        if amount is not None and amount.high is not None:
            now = _base(Quantity(amount.high, amount.unit), nature, None)
            possible = _base(view.quantity, nature, None) if view.quantity else now
            return share_of_group(_base(view.agreed, nature, None), possible, now)
    return Decimal(1)


def beyond(view: SynergyView, agreed: Quantity) -> Quantity | None:
    """Return what is possible in a year, where more is agreed; None also where it is not known."""
    possible, nature, family = _POSSIBLE[form_of(view)](view)
    if possible is None or nature is None:
        return None
    most, asked = (_base(one, nature, family) for one in (possible, agreed))
    return possible if most is not None and asked is not None and asked > most * _ALIKE else None


_Possible = tuple[Quantity | None, Nature | None, str | None]


def _possible_of_pair(view: SynergyView) -> _Possible:
    families = {side.role: side.family for side in view.sides}
    return view.quantity, view.nature, families.get("offer") or families.get("need")


def _possible_of_group(view: SynergyView) -> _Possible:
    figures = the_group(view).figures
    for key, nature in QUANTITIES.items():
        amount = figures.get(key)
        if amount is not None and amount.high is not None:
            return Quantity(amount.high, amount.unit), nature, None
    return None, None, None


_POSSIBLE: Final[Mapping[Form, Callable[[SynergyView], _Possible]]] = {
    Form.PAIR: _possible_of_pair,
    Form.GROUP: _possible_of_group,
}


def _base(quantity: Quantity | None, nature: Nature, family: str | None) -> Decimal | None:
    if quantity is None:
        return None
    catalogue = load_catalogue()
    known = family is not None and catalogue.has_family(family)
    density = catalogue.family(family or "").density_t_per_m3 if known else None
    try:
        return Decimal(to_base(Decimal(quantity.value), quantity.unit, nature, density))
    except UnitError:
        return None


_SHARES: Final[Mapping[Form, Callable[[SynergyView], Decimal | str]]] = {
    Form.PAIR: _share_of_pair,
    Form.GROUP: _share_of_group,
}
