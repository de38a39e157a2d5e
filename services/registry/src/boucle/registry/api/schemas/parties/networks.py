"""The networks that a site is on, in requests and responses."""

from itertools import pairwise
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field

from boucle.platform.http import RequestBody, wrong
from boucle.platform.translating import tr
from boucle.registry.api.schemas.base import Code, ResponseBody

_NETWORKS: Final = (
    "What joins the site to others by pipe or wire: codes, each alone or with its network's length."
    " Between two sites on one network its length adds to the reach: the shorter of what both tell,"
    " 10 km for a site that tells none."
)


def _to_a_tenth(km: float) -> float:
    # Not ``multiple_of``: many readers of JSON Schema divide floats, and refuse 12.3.
    if km != round(km, 1):
        raise wrong("tenth", "has more than one decimal", "kilometres to a tenth, such as 12.5")
    return km


Length = Annotated[
    float, Field(strict=True, gt=0, le=100, allow_inf_nan=False), AfterValidator(_to_a_tenth)
]


class NetworkIn(RequestBody):
    """A network that the site is on, and how long it is where the site knows, to 0.1 km."""

    code: Code
    length_km: Length | None = None


def _a_network(value: object) -> object:
    if isinstance(value, str):
        return {"code": value}
    if isinstance(value, dict):
        return value
    right = 'a code such as "caen-heat", or {"code": "caen-heat", "length_km": 12.5}'
    raise wrong("network", "is neither a code nor an object", right)


def _networks_once(networks: tuple[NetworkIn, ...]) -> tuple[NetworkIn, ...]:
    ordered = tuple(sorted(networks, key=lambda one: one.code))
    for one, other in pairwise(ordered):
        if one.code == other.code:
            raise wrong(
                "twice", tr("holds the network {code} twice", code=one.code), "each network once"
            )
    return ordered


_Network = Annotated[
    NetworkIn, BeforeValidator(_a_network, json_schema_input_type=Code | NetworkIn)
]
Networks = Annotated[
    tuple[_Network, ...],
    Field(max_length=30, description=_NETWORKS),
    AfterValidator(_networks_once),
]


class NetworkOut(ResponseBody):
    """``length_km`` is null where the site told none."""

    code: str
    length_km: float | None
