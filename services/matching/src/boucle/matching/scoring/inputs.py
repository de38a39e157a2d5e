"""Define what scoring reads: flows, settings and lives, as plain numbers in base units."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from boucle.catalogue.criteria import DEFAULT_WEIGHTS
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Territory

MEASURED: Final = 0
ESTIMATED: Final = 1
TYPICAL: Final = 2

ALWAYS: Final = 0b1111_1111_1111
MONTHS_OF_YEAR: Final = 12
UNDECLARED: Final = 0
"""No month, no status declared: unknown, never all of them."""
EVER_SINCE: Final = 1
FOR_EVER: Final = 3_652_059
UNBOUNDED: Final = float("inf")

REFUSABLE: Final = (
    "concentration",
    "form",
    "hygiene",
    "quantity",
    "timing",
    "price",
    "regulation",
    "distance",
)
"""The reasons of a refusal that lapse when a value of the other's flow changes: ``refusals`` says
which value. Only an animator reopens after any other reason."""


Network = tuple[str, float]
"""Code and length in km, as a site declares it (``NETWORK_KM`` where it declares none)."""


class FlowInputs(msgspec.Struct, frozen=True, gc=False):
    """One flow, ready to be compared. Ids are the integers of their UUIDs. ``x, y, z``: unit vector
    of the place; ``slack_km``: its possible error. ``months``: bit m-1 for month m, 0 undeclared.
    ``start``, ``end``: proleptic ordinals, both included. ``form``, ``accepts``, ``treatments``:
    bit sets over the rules' tables; ``accepts`` and ``treatments`` are 0 if undeclared. ``status``:
    one bit, 0 unknown. ``networks``: in the order of their codes, none if the family takes none.
    ``quantity``: g, L or Wh a year. ``eur``: EUR per base unit, what an output costs today
    (negative = sold) or what an input is bought for; ``kgco2e`` per base unit: what the output's
    current route emits (0 if nothing is disposed of), or what supplies the input today; ``None`` if
    unknown; ``kgco2e_pct``: its uncertainty in percent, None if none is published; for an unknown
    output it tells that no factor has one. ``qualities``: (attribute, low, high), infinite if open,
    an input's already reduced to the bound that its attribute's sense asks for. ``refusable``: a
    checksum for each of ``REFUSABLE``. ``division``: NAF, 0 unknown. ``others``: of a flow of
    several families, the row for each family but the first; ``share`` of the whole quantity that is
    this row's, 0 without shares; ``taken``: base units a year that running synergies take of one of
    ``others`` (what they leave of the first is passed beside the row); ``taken_by_month``: what
    those take in each month of which the months are known, none if there is none."""

    flow: int
    version: int
    organisation: int
    site: int
    territory: str
    output: bool
    family: int
    x: float
    y: float
    z: float
    slack_km: float
    quantity: int
    networks: tuple[Network, ...] = ()
    months: int = ALWAYS
    start: int = EVER_SINCE
    end: int = FOR_EVER
    form: int = 0
    status: int = 0
    accepts: int = 0b1111
    treatments: int = 0
    hazardous: bool = False
    certainty: int = MEASURED
    eur: float | None = None
    kgco2e: float | None = None
    kgco2e_pct: int | None = 0
    qualities: tuple[tuple[int, float, float], ...] = ()
    division: int = 0
    refusable: tuple[int, ...] = (0,) * len(REFUSABLE)
    others: tuple["FlowInputs", ...] = ()
    share: float = 0.0
    taken: int = 0
    taken_by_month: tuple[int, ...] = ()


AS_PUBLISHED: Final = ("territory", "hazardous")
"""The fields that scoring reads as the flow's event has them."""

if TYPE_CHECKING:
    Weights = Any
else:
    Weights = msgspec.defstruct(
        "Weights",
        [(name, int, weight) for name, weight in DEFAULT_WEIGHTS.items()],
        frozen=True,
        array_like=True,
        gc=False,
    )
"""The weight of each criterion under its name; kept inputs have them as an array."""
_DEFAULTS: Final = Territory(siren="", kind="epci")
SCORED: Final[SynergyKind] = "substitution"
"""The kind of what is scored."""


class ScoringSettings(msgspec.Struct, frozen=True, gc=False):
    """A territory's scoring; ``routes_off`` by index. ``route_limits``: (route, attribute, low,
    high), each of an attribute that the route itself limits. So it only takes points or excludes:
    an upper bound that ignores it stays valid (a property test checks that)."""

    territory: str
    version: int = 0
    k: int = _DEFAULTS.k
    threshold: int = _DEFAULTS.threshold
    auto: bool = _DEFAULTS.policy == "auto"
    auto_threshold: int = _DEFAULTS.auto_threshold
    least_share: float = float(_DEFAULTS.least_share)
    least_gain: float = float(_DEFAULTS.least_gain_of(SCORED))
    weights: Weights = Weights()
    max_km: float = UNBOUNDED
    min_ratio: float = 0.0
    min_season: float = 0.0
    routes_off: frozenset[int] = frozenset()
    route_limits: tuple[tuple[int, int, float, float], ...] = ()

    def tightened(self, route: int) -> tuple[tuple[int, float, float], ...]:
        """Return (attribute, low, high) of a route's ``route_limits``."""
        return tuple([limit[1:] for limit in self.route_limits if limit[0] == route])


AS_DECLARED: Final = tuple(
    name
    for name in ScoringSettings.__struct_fields__
    if name in Territory.__struct_fields__
    and name not in ("weights", "routes_off", "route_limits", "least_share", "least_gain")
)
"""The settings that scoring reads as a territory declared them."""

DEFAULT_SETTINGS: Final = ScoringSettings(territory="")
"""Of a territory whose event has not come yet."""


class Refusal(msgspec.Struct, frozen=True, gc=False):
    """``flow`` was refused as ``value``, for ``reason`` (in ``REFUSABLE``; -1: never lapses)."""

    flow: int
    reason: int
    value: int


class LifeFact(msgspec.Struct, frozen=True, gc=False):
    """What the life of one pair means to the lists. ``barred``: excluded whatever the flows say;
    ``refusals``: excluded while one of them holds. ``offer_taken``, ``need_taken``: base units a
    year that it takes from all other pairs, of a flow's ``offer_family``, ``need_family`` (-1 if
    unknown). ``months``: those in which it runs, the same in each; ``UNDECLARED`` if any may do."""

    offer: int
    need: int
    version: int
    barred: bool = False
    refusals: tuple[Refusal, ...] = ()
    offer_taken: int = 0
    need_taken: int = 0
    offer_family: int = -1
    need_family: int = -1
    months: int = UNDECLARED


def refuses(fact: LifeFact, offer: Sequence[int], need: Sequence[int]) -> bool:
    """Tell whether the life excludes its pair from lists, given both flows' current
    ``refusable``."""
    if fact.barred:
        return True
    for refusal in fact.refusals:
        now = offer if refusal.flow == fact.offer else need
        if refusal.reason < 0 or now[refusal.reason] == refusal.value:
            return True
    return False
