"""List every criterion by name: of pairs, in the order of their reasons, then of groups."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from boucle.catalogue.criteria import (
    conditions,
    equipment,
    logistics,
    pooling,
    posts,
    substance,
    value,
)
from boucle.catalogue.criteria.reason import CriterionSpec

REGISTRY: Final[Mapping[str, CriterionSpec]] = {
    spec.name: spec
    for spec in (
        *conditions.SPECS,
        *logistics.SPECS,
        *substance.SPECS,
        *value.SPECS,
        *pooling.SPECS,
        *equipment.SPECS,
        *posts.SPECS,
    )
}
DEFAULT_WEIGHTS: Final[Mapping[str, int]] = MappingProxyType(
    {spec.name: spec.weight for spec in REGISTRY.values() if spec.weight is not None}
)
CRITERIA: Final = tuple(DEFAULT_WEIGHTS)
"""The names of the weighed criteria."""
