"""A body of JSON and a row of a file that say the same in the same words give the same flow, or the
same fields are wrong with them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from boucle.catalogue import load_catalogue
from boucle.platform.errors import Faulty
from boucle.platform.translating import translated
from boucle.registry.api.files.bilan_rows import checked_rows
from boucle.registry.api.schemas.declarations.flows import FlowIn
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.files.columns import BILAN
from boucle.registry.files.layout import layout_of
from boucle.registry.files.table import FileTable, TableRow

translated("", "fr")  # the catalogue is read before anything is timed

CATALOGUE = load_catalogue()
COLUMNS = {
    "sens": ("direction",),
    "nature": ("nature",),
    "famille": ("family",),
    "désignation": ("text",),
    "quantité": ("quantity", "value"),
    "unité": ("quantity", "unit"),
    "forme": ("form",),
    "dangereux": ("hazardous",),
    "qualités": ("qualities", "moisture"),
    "mois": ("availability", "months"),
    "début": ("availability", "start"),
    "statut": ("legal_status",),
    "certitude": ("certainty",),
    "coût": ("current_route", "cost_eur_per_unit"),
}
RIGHT = {
    "sens": "sortie",
    "nature": "matière",
    "famille": "bois propre (classe A)",
    "quantité": "1 250,5",
    "unité": "tonnes/an",
    "certitude": "estimé",
}
WORDS = {
    "sens": ["S", "sortie", "output", "Entrée", "sortants", "dehors"],
    "nature": ["matière", "material", "eau", "bois"],
    "famille": [
        "wood_a",
        "Bois propre (classe A)",
        "clean wood (class A)",
        "sciure et copeaux",
        "?",
    ],
    "quantité": [
        *("12", "12,5", "1 250", "1.250,5", "12.000", "12,000", "12.345", "3 à 5", "5 à 3", "3-5"),
        *("environ 12", "12 t", "12 kg/an", "3 à 5 t/mois", "12 m³", "-1", "0", "douze", "1e5"),
    ],
    "unité": [
        *("t", "Tonnes", "t/an", "kg / semaine", "m³", "m3 par mois", "palettes/mois", "big bags"),
        *("stères", "bennes", "benne de 30 m³/mois", "GRV", "t/h", "MWh", "tep", "lunes", "q"),
    ],
    "forme": ["solide", "Copeaux", "eau chaude", "mou"],
    "dangereux": ["oui", "non", "x", "peut-être"],
    "qualités": ["15..25 %", "≤ 12,5", "12.000", "20", "humide"],
    "mois": ["toute l'année", "1-3, 10", "janvier à mars", "0", "parfois"],
    "début": ["31/01/2026", "2026-01-31", "1er mars 2026", "31/02/2026", "31/01/26"],
    "statut": ["déchet", "sous-produit", "SSD", "perdu"],
    "certitude": ["mesuré", "estimated", "typique", "sûr"],
    "coût": ["85 €", "-8,5", "85 €/t", "8 €/palette", "12 €/kg", "12.000", "85 €/MWh", "cher"],
}


def as_body(cells: dict[str, str]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for name, cell in cells.items():
        *outer, last = COLUMNS[name]
        inner = body
        for step in outer:
            inner = inner.setdefault(step, {})
        inner[last] = cell
    return body


def by_json(cells: dict[str, str]) -> FlowDraft | set[str]:
    """The flow, or the columns at fault."""
    try:
        return drafted(declared_flow(FlowIn.model_validate(as_body(cells)), CATALOGUE), CATALOGUE)
    except ValidationError as error:
        paths = [
            (*map(str, each["loc"]), *filter(None, [each.get("ctx", {}).get("field")]))
            for each in error.errors()
        ]
    except Faulty as faulty:
        paths = [tuple(fault.field.split(".")) for fault in faulty.faults]
    return {column(path) for path in paths}


def column(path: tuple[str, ...]) -> str:
    return next(name for name, at in COLUMNS.items() if path[: len(at)] == at or path == at[:1])


def as_quality(cell: str) -> str:
    return f"humidité {cell}" if cell[0] in "<>≤≥" else f"humidité = {cell}"


def by_file(cells: dict[str, str]) -> FlowDraft | set[str]:
    said = [as_quality(cell) if name == "qualités" else cell for name, cell in cells.items()]
    table = FileTable(list(cells), [TableRow(2, said)])
    checked = checked_rows(table, layout_of(table, BILAN), CATALOGUE, "Atelier")
    return checked.good[0].draft if checked.good else {fault.field for fault in checked.faults}


@given(st.data())
def test_the_same_words_give_the_same_flow_or_the_same_faults(data: st.DataObject) -> None:
    changed = data.draw(st.lists(st.sampled_from(list(WORDS)), max_size=3, unique=True))
    cells = RIGHT | {name: data.draw(st.sampled_from(WORDS[name])) for name in changed}
    json, file = by_json(cells), by_file(cells)
    if isinstance(json, FlowDraft):
        assert file == json
    else:
        # A file tells at once what a body may tell in two steps: what is unreadable, then the rest.
        assert isinstance(file, set)
        assert json <= file


@pytest.mark.parametrize("name", list(WORDS))
def test_a_wrong_word_is_said_of_the_same_field(name: str) -> None:
    wrong = RIGHT | {name: WORDS[name][-1]}
    if isinstance(by_json(wrong), set):
        assert by_json(wrong) == by_file(wrong)


LEFT_OUT = [
    ({"famille": "water_process", "unité": "m3"}, "water"),
    ({"famille": "Bois propre (classe A)", "unité": "t"}, "material"),
    ({"unité": "MWh"}, "energy"),
    ({"unité": "t"}, "material"),
    ({"désignation": "eaux de lavage de légumes", "unité": "m3"}, "water"),
]


@pytest.mark.parametrize(("said", "nature"), LEFT_OUT)
def test_a_nature_left_out_is_the_same_at_each_door(said: dict[str, str], nature: str) -> None:
    cells = {"sens": "sortie", "quantité": "12", "certitude": "estimé"} | said
    json, file = by_json(cells), by_file(cells)
    assert isinstance(json, FlowDraft)
    assert file == json
    assert json.nature == nature
