"""Show what a run brings: what is computed, at the agreed quantity. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from boucle.contract.agreed import QUANTITIES, of_quantity, share_of, share_of_group
from boucle.contract.events.matching import State
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import Form, form_of, the_group
from boucle.contract.views import SynergyView
from boucle.matching.quantities import in_base

FiguresOf = Literal["possible", "agreed"]
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
    return share_of(in_base(view.agreed, nature, family), in_base(view.quantity, nature, family))


def _share_of_group(view: SynergyView) -> Decimal | str:
    """What has no quantity, or of which none was given, is agreed as its members declared it."""
    figures = the_group(view).figures
    for key, nature in QUANTITIES.items():
        amount = figures.get(key)
        if amount is not None and amount.high is not None:
            now = in_base(Quantity(amount.high, amount.unit), nature, None)
            possible = in_base(view.quantity, nature, None) if view.quantity else now
            return share_of_group(in_base(view.agreed, nature, None), possible, now)
    if view.agreed is None or view.quantity is None or view.agreed.unit != view.quantity.unit:
        return Decimal(1)
    possible = Decimal(view.quantity.value)
    return share_of_group(Decimal(view.agreed.value), possible, possible)


_SHARES: Final[Mapping[Form, Callable[[SynergyView], Decimal | str]]] = {
    Form.PAIR: _share_of_pair,
    Form.GROUP: _share_of_group,
}
