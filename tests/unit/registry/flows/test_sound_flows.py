"""What really exists is never taken for a contradiction, however it is declared."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from boucle.catalogue import Family, LegalStatus, Limit, LowEntry, Nature, load_catalogue
from boucle.contract.events.registry import QualityRange, Quantity
from boucle.platform.errors import Fault, Faulty
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.flows.sent import SentFlow

CATALOGUE = load_catalogue()
SETS = sorted((Path(__file__).parents[2] / "catalogue" / "training").glob("*.csv"))
UNITS: Mapping[Nature, str] = {"material": "t", "water": "m3", "energy": "MWh"}
OF_A_CODE: tuple[LegalStatus | None, ...] = (None, "waste", "by_product", "end_of_waste")
ELECTRICITY: Nature = "energy"  # which the sets tell apart


def _flow(nature: Nature) -> SentFlow:
    quantity = Quantity("100", UNITS[nature])
    return SentFlow(direction="output", nature=nature, quantity=quantity, certainty="measured")


def _faults(declared: SentFlow) -> list[Fault]:
    """Those found, but for a quality that a family cannot do without: nobody gave it here."""
    try:
        drafted(declared, CATALOGUE)
    except Faulty as faulty:
        return [f for f in faulty.faults if "means nothing without" not in f.message]
    return []


@pytest.mark.parametrize("file", SETS, ids=lambda file: file.stem)
def test_real_exchanges(file: Path) -> None:
    with file.open(encoding="utf-8") as rows:
        declared = list(csv.DictReader(rows))
    assert declared
    for row in declared:
        nature = next((each for each in UNITS if each == row["nature"]), ELECTRICITY)
        flow = replace(_flow(nature), text=row["text"], low=row["low"] or None)
        assert _faults(flow) == [], row["text"]


def test_cases_of_the_catalogue() -> None:
    for case in CATALOGUE.cases:
        family = CATALOGUE.family(CATALOGUE.route(case.route).output_family)
        for text in (case.label_fr, case.label_en):
            flow = replace(_flow(family.nature), family=family.key, text=text)
            assert _faults(flow) == [], case


@pytest.mark.parametrize("chapter", sorted({entry.code[:2] for entry in CATALOGUE.low_entries}))
def test_waste_codes_with_and_without_their_own_words(chapter: str) -> None:
    for entry in CATALOGUE.low_entries:
        if entry.code.startswith(chapter):
            _take_code(entry)


def _take_code(entry: LowEntry) -> None:
    known = None if entry.family is None else CATALOGUE.family(entry.family)
    flow = replace(_flow("material" if known is None else known.nature), low=entry.code)
    for text in (entry.label_fr, entry.label_en):
        assert _faults(replace(flow, text=text, hazardous=entry.hazardous)) == [], text
    keys = (None,) if known is None else (None, known.key)
    for key, status in product(keys, OF_A_CODE):
        declared = replace(flow, family=key, legal_status=status, hazardous=entry.hazardous)
        assert _faults(declared) == [], entry.code


@pytest.mark.parametrize("family", CATALOGUE.families, ids=lambda family: family.key)
def test_families_in_each_form_and_by_each_name(family: Family) -> None:
    for form in family.forms:
        assert _faults(replace(_flow(family.nature), family=family.key, form=form)) == []
    for text in (family.label_fr, family.label_en, *family.synonyms):
        assert _faults(replace(_flow(family.nature), text=text)) == [], text


def test_what_routes_take() -> None:
    for route in CATALOGUE.routes:
        family = CATALOGUE.family(route.output_family)
        within = {limit.attribute: _within(limit) for limit in route.limits}
        for form in route.forms or family.forms:
            declared = replace(_flow(family.nature), family=family.key, form=form, qualities=within)
            assert _faults(declared) == [], (route.key, form)


def _within(limit: Limit) -> QualityRange:
    """All that the route takes of what is plausible."""
    of = CATALOGUE.attribute(limit.attribute)
    low = of.low if limit.low is None else limit.low
    return QualityRange(f"{low:f}", f"{of.high if limit.high is None else limit.high:f}")
