"""What a row may have meant, some of its cells being wrong: enough to judge the others."""

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import Any

from boucle.catalogue import Catalogue
from boucle.registry.declarations.flows.counting import KEPT_IN
from boucle.registry.files.columns import completed, with_nature_meant
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
    quantity: Any = completed(fields, catalogue)["quantity"]
    guessed = "unit" not in quantity and not {"nature", "family", "families"} & fields.keys()
    natures = list(KEPT_IN) if nature_unread or guessed else [None]
    for direction, nature in product(directions, natures):
        given = {**fields, "direction": direction} | ({"nature": nature} if nature else {})
        declared = with_nature_meant(completed(given, catalogue), given, catalogue)
        yield {**declared, "quantity": _quantity(quantity, str(declared["nature"]))}


def _quantity(declared: Mapping[str, str], nature: str) -> dict[str, str]:
    """How much a number without its unit is cannot be judged, only whether it is above zero."""
    if "unit" in declared:
        return {"value": "1", **declared}
    value = declared.get("value", "1")
    return {"value": value if value.startswith("-") else "1", "unit": KEPT_IN[nature]}
