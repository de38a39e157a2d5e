"""The parameters by which a territory's groups are found: its own values, or the defaults. Pure."""

from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.registry import Territory
from boucle.matching.kinds.detector import Parameters


def parameters_of(territory: Territory | None) -> Parameters:
    """Of a territory as last read; None: it is not known yet."""
    own = {} if territory is None else territory.parameters
    return _with_defaults(tuple(sorted(own.items())))


@lru_cache(maxsize=256)
def _with_defaults(own: tuple[tuple[str, str], ...]) -> Parameters:
    """One mapping for the same values: what is computed by it can be kept by it."""
    values = {key: one.default for key, one in sharing_catalogue().parameters.items()}
    values |= {key: Decimal(value) for key, value in own if key in values}
    return MappingProxyType(values)
