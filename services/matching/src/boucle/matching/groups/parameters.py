"""Choose the parameters for a territory's groups: its own values, or the defaults. Pure."""

from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.registry import Territory
from boucle.matching.kinds.detector import Parameters


def parameters_of(territory: Territory | None) -> Parameters:
    """Return a territory's parameters as last read; None: the territory is unknown yet."""
    own = {} if territory is None else territory.parameters
    return _with_defaults(tuple(sorted(own.items())))


@lru_cache(maxsize=256)
def _with_defaults(own: tuple[tuple[str, str], ...]) -> Parameters:
    """Return one mapping for the same values, so that results can be cached by it."""
    values = {key: one.default for key, one in sharing_catalogue().parameters.items()}
    values |= {key: Decimal(value) for key, value in own if key in values}
    return MappingProxyType(values)
