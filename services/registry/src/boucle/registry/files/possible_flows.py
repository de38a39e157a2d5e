"""What a row may have meant, some of its cells being wrong: enough to judge the others."""

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import Any

from boucle.catalogue import Catalogue
from boucle.contract.events.registry import Nature
from boucle.registry.declarations.flows.counting import KEPT_IN
from boucle.registry.declarations.flows.natures import nature_of
from boucle.registry.domain.values.numbers import parted
from boucle.registry.files.columns import completed
from boucle.registry.files.layout import Layout


def without(
    fields: Mapping[str, object], layout: Layout, headers: Collection[str]
) -> dict[str, Any]:
    """The fields, but for those that the columns of these headers fill."""
    wrong = {
        column.path
        for name, column in zip(layout.header, layout.columns, strict=True)
        if column is not None and name in headers
    }
    return _without(fields, (), wrong)


def _without(
    fields: Mapping[str, object], at: tuple[str, ...], wrong: Collection[tuple[str, ...]]
) -> dict[str, Any]:
    kept = {name: value for name, value in fields.items() if (*at, name) not in wrong}
    return {
        name: _without(value, (*at, name), wrong) if isinstance(value, dict) else value
        for name, value in kept.items()
    }


def possible(
    fields: Mapping[str, Any], catalogue: Catalogue, *, nature_unread: bool
) -> Iterator[dict[str, object]]:
    """The flows that the row may be: only what is wrong in each of them is wrong for sure."""
    directions = [fields["direction"]] if "direction" in fields else ["output", "input"]
    quantity = dict(fields.get("quantity", {}))
    known = "unit" in quantity or parted(str(quantity.get("value", "")))[1] is not None
    guessed = not known and not {"nature", "family", "families"} & fields.keys()
    natures = list(KEPT_IN) if nature_unread or guessed else [None]
    for direction, nature in product(directions, natures):
        declared = {**fields, "direction": direction} | ({"nature": nature} if nature else {})
        if not known:
            quantity["unit"] = KEPT_IN[declared.get("nature") or _nature(fields, catalogue)]
        yield completed({**declared, "quantity": _quantity(quantity, known=known)})


def _nature(fields: Mapping[str, Any], catalogue: Catalogue) -> Nature:
    several = fields.get("families")
    family = several[0]["family"] if several else fields.get("family")
    return nature_of(family, None, None, None, catalogue)


def _quantity(declared: Mapping[str, str], *, known: bool) -> dict[str, str]:
    """How much a number without its unit is cannot be judged, only whether it is above zero."""
    value = declared.get("value", "1")
    return {**declared, "value": value if known or value.startswith("-") else "1"}
