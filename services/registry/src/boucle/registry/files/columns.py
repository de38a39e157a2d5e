"""The columns of a *bilan*: which the file has, and the fields of a flow that they fill."""

from collections.abc import Iterator, Mapping
from typing import Final

from boucle.catalogue import Catalogue
from boucle.platform.translating import tr
from boucle.registry.domain.values import words
from boucle.registry.domain.values.units import counted
from boucle.registry.files.cells import (
    FORM,
    STATUS,
    choice,
    read_amount,
    read_date,
    read_families,
    read_family,
    read_months,
    read_price,
    read_qualities,
    read_statuses,
    read_text,
    read_unit,
    read_yes_no,
)
from boucle.registry.files.layout import Column, Columns, Layout, RowFault, put, read_cells
from boucle.registry.files.table import TableRow

UNIT: Final = ("quantity", "unit")
QUANTITY: Final = ("quantity", "value")
_COLUMNS: Final = (
    Column("référence", ("reference",), read_text, ("ref", "id", "identifiant")),
    Column("site", ("site",), read_text, ("siret", "établissement", "establishment")),
    Column(
        "sens",
        ("direction",),
        choice(words.DIRECTION),
        ("direction", "entrée/sortie"),
        required=True,
    ),
    Column("nature", ("nature",), choice(words.NATURE)),
    Column("famille", ("family",), read_family, ("family",)),
    Column("familles", ("families",), read_families, ("families", "mélange")),
    Column(
        "code déchet",
        ("low",),
        read_text,
        ("low", "code", "code européen", "ewc", "ced", "waste code"),
    ),
    Column(
        "désignation", ("text",), read_text, ("text", "libellé", "label", "description", "flux")
    ),
    Column(
        "quantité",
        QUANTITY,
        read_amount,
        ("quantity", "quantité annuelle", "annual quantity"),
        required=True,
        noted="unit",
    ),
    Column("unité", UNIT, read_unit, ("unit", "unité de mesure"), required=True),
    Column("forme", ("form",), FORM, ("form", "état", "conditionnement")),
    Column("dangereux", ("hazardous",), read_yes_no, ("hazardous", "dangerosité")),
    Column(
        "qualités", ("qualities",), read_qualities, ("qualities", "qualité", "caractéristiques")
    ),
    Column("mois", ("availability", "months"), read_months, ("months",)),
    Column("début", ("availability", "start"), read_date, ("start", "disponible dès")),
    Column("fin", ("availability", "end"), read_date, ("end", "disponible jusqu'à")),
    Column("statut", ("legal_status",), STATUS, ("legal_status", "statut juridique")),
    Column("statuts acceptés", ("accepts",), read_statuses, ("accepts",)),
    Column("certitude", ("certainty",), choice(words.CERTAINTY), ("certainty",)),
    Column("source", ("provenance",), read_text, ("provenance", "origine de la donnée")),
    Column(
        "opération", ("current_route", "operation"), read_text, ("operation", "code R/D", "filière")
    ),
    Column(
        "coût",
        ("current_route", "cost_eur_per_unit"),
        read_price,
        ("cost", "coût €/unité"),
        noted="price",
    ),
    Column(
        "fin de contrat",
        ("contract_end",),
        read_date,
        ("contract_end", "échéance"),
        also=(("current_route", "contract_end"), ("current_supply", "contract_end")),
    ),
    Column(
        "approvisionnement", ("current_supply", "source"), read_text, ("supply", "énergie actuelle")
    ),
    Column(
        "prix",
        ("current_supply", "price_eur_per_unit"),
        read_price,
        ("price", "prix €/unité"),
        noted="price",
    ),
    Column("depuis", ("valid_from",), read_date, ("valid_from", "date d'effet")),
)
BILAN: Final = Columns(
    _COLUMNS,
    unit=UNIT,
    right="a header with sens, quantité, unité at least; see docs/reference/bilan.md",
)


def read_row(
    row: TableRow, layout: Layout, catalogue: Catalogue
) -> tuple[dict[str, object], list[RowFault]]:
    """The fields that the row fills, nested as a flow's body, and the cells that are wrong."""
    fields, faults = read_cells(row, layout, catalogue)
    return fields, [*faults, *_with_headers_units(row, fields, layout, catalogue)]


def _with_headers_units(
    row: TableRow, fields: dict[str, object], layout: Layout, catalogue: Catalogue
) -> Iterator[RowFault]:
    """Fill in the units that headers tell, of the quantity and of prices by another one; what
    disagrees with a header's unit."""
    quantity = fields.get("quantity")
    unit = quantity.get("unit") if isinstance(quantity, dict) else None
    for path, text in layout.units.items():
        noted = read_unit(text, catalogue)
        if path == QUANTITY and unit is None:
            put(fields, UNIT, noted)
            unit = noted
        elif unit is None or unit == noted or not _filled(fields, path):
            continue
        elif path != QUANTITY and counted(noted) is not None:
            _price_by(noted, fields, path)
        else:
            place = layout.place_of(path)
            header = layout.header_of(path)
            cell = None if place is None else row.cells[place]
            message = tr(
                "is in {text} by the header, but the row's unit is {unit}", text=text, unit=unit
            )
            yield RowFault(header, cell, message, "the same unit", line=row.line)


def _price_by(unit: str, fields: Mapping[str, object], path: tuple[str, ...]) -> None:
    """What the cell itself says comes first."""
    outer = fields.get(path[0])
    if isinstance(outer, dict) and "/" not in str(outer[path[1]]):
        outer[path[1]] = f"{outer[path[1]]}/{unit}"


def _filled(fields: Mapping[str, object], path: tuple[str, ...]) -> bool:
    outer = fields.get(path[0])
    return isinstance(outer, dict) and path[1] in outer


def completed(fields: Mapping[str, object]) -> dict[str, object]:
    """As a body: whose contract ends is said by the direction."""
    declared = {"quantity": {}, **fields}
    end = declared.pop("contract_end", None)
    if end is not None:
        side = "current_supply" if declared.get("direction") == "input" else "current_route"
        put(declared, (side, "contract_end"), end)
    return declared
