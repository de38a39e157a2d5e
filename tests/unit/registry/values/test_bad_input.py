"""Thirty bad inputs and more: each answer names field, value and what is right, in both languages.

What the database must be asked for is in tests/integration/registry/api/test_bad_input.py.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from boucle.catalogue import load_catalogue
from boucle.platform.errors import Fault, Faulty, printable
from boucle.platform.http.errors import fields_problem
from boucle.platform.translating import translated
from boucle.registry.api.declarations.shapes import FLOW, SHARING
from boucle.registry.api.schemas.parties.organisations import OrganisationPut
from boucle.registry.api.schemas.parties.sites import SitePut
from boucle.registry.api.wire import declared_organisation, declared_site
from boucle.registry.declarations.parties.sites import checked_site
from boucle.registry.domain.values.areas import FRANCE

CATALOGUE = load_catalogue()

Body = dict[str, Any]
Taken = Callable[[Any], object]
FLOW_BODY: Body = {"site": "s", "direction": "output", "quantity": {"value": "5", "unit": "t"}}
SITE_BODY: Body = {"organisation": "o", "name": "Atelier", "territory": "241400514"}
PLACE: Body = {"latitude": 48.9, "longitude": -0.2}
COMPANY: Body = {"name": "Scierie", "territory": "241400514"}
NEED: Body = {"site": "s", "kind": "service", "direction": "need"}
DOORS: dict[str, tuple[type[BaseModel], Body, Taken]] = {
    "flow": (FLOW.put, FLOW_BODY, lambda body: FLOW.draft(body, CATALOGUE)),
    "sharing": (SHARING.put, NEED, lambda body: SHARING.draft(body, CATALOGUE)),
    "organisation": (OrganisationPut, COMPANY, declared_organisation),
    "site": (
        SitePut,
        {**SITE_BODY, **PLACE},
        lambda body: checked_site(declared_site(body), CATALOGUE, FRANCE),
    ),
}
GONE = "(left out)"
BAD: list[tuple[str, Body, str, object, str]] = [
    ("flow", {"direction": GONE}, "direction", None, "un parmi output, input"),
    ("flow", {"direction": "up"}, "direction", "up", "un parmi output, input"),
    ("flow", {"nature": "light"}, "nature", "light", "un parmi material, water, energy"),
    ("flow", {"site": GONE}, "site", None, "une valeur"),
    ("flow", {"site": 3}, "site", 3, "un texte"),
    ("flow", {"sit": "s"}, "sit", "s", "un parmi site, "),
    ("flow", {"quantity": GONE}, "quantity", None, "un objet avec value, unit"),
    ("flow", {"quantity": 3}, "quantity", 3, "un objet avec value, unit"),
    ("flow", {"quantity": "200 kWc"}, "quantity.value", "200 kWc", "une unité de /v1/units"),
    ("flow", {"quantity": {"value": "x", "unit": "t"}}, "quantity.value", "x", "un nombre tel"),
    ("flow", {"quantity": {"value": "0", "unit": "t"}}, "quantity.value", "0", "au-dessus de 0"),
    (
        "flow",
        {"quantity": {"value": "5", "unit": "lux"}},
        "quantity.unit",
        "lux",
        "une unité parmi g",
    ),
    ("flow", {"family": "wod_a"}, "family", "wod_a", "une famille du catalogue, telle que"),
    ("flow", {"low": "99 99 99"}, "low", "99 99 99", "six chiffres, tels que"),
    ("flow", {"certainty": "sure"}, "certainty", "sure", "un parmi measured, estimated, typical"),
    ("flow", {"hazardous": "peut-être"}, "hazardous", "peut-être", "oui ou non"),
    ("flow", {"text": "x" * 501}, "text", "x" * 200 + "…", "au plus 500 caractères"),
    ("flow", {"availability": {"months": [0]}}, "availability.months[0]", 0, "au moins 1"),
    ("flow", {"availability": {"end": "31/13/26"}}, "availability.end", "31/13/26", "une date"),
    ("flow", {"accepts": ["waste"]}, "accepts", "waste", "sens entrée"),
    ("flow", {"current_route": {"cost_eur_per_unit": "3 k€"}}, "cost", "3 k€", "3000"),
    ("flow", {"current_route": {"operation": "Z9"}}, "current_route.operation", "Z9", "R"),
    ("flow", {"qualities": {"moisure": {"low": "1"}}}, "qualities.moisure", "1..", "humidité"),
    ("sharing", {"kind": GONE}, "kind", None, "un parmi service, equipment, workforce"),
    ("sharing", {"direction": "take"}, "direction", "take", "un parmi need, offer"),
    ("organisation", {"name": " "}, "name", " ", "un caractère"),
    ("organisation", {"contacts": [{}]}, "contacts[0].email", None, "une valeur"),
    ("organisation", {"contacts": [{"email": "x"}]}, "contacts[0].email", "x", "une adresse"),
    ("organisation", {"contacts": 7}, "contacts", 7, "une liste"),
    ("organisation", {"example": "oui"}, "example", "oui", "true ou false"),
    ("site", {"latitude": 200}, "latitude", 200, "au plus 90"),
    ("site", {"longitude": "est"}, "longitude", "est", "un nombre"),
    ("site", {"siret": "123"}, "siret", "123", "14 chiffres"),
    ("site", {"naf": {}}, "naf.code", None, "une valeur"),
    ("site", {"location_precision": "roof"}, "location_precision", "roof", "un parmi "),
    ("site", {"treatments": ["X1"]}, "treatments[0]", "X1", "R"),
]


def _faults(kind: str, changes: Body) -> Sequence[Fault]:
    model, base, taken = DOORS[kind]
    body = {name: value for name, value in {**base, **changes}.items() if value is not GONE}
    try:
        taken(model.model_validate(body))
    except ValidationError as error:
        return fields_problem(error, model, "body").faults
    except Faulty as faulty:
        return [*faulty.errors]
    return []


@pytest.mark.parametrize(("kind", "changes", "field", "value", "right"), BAD, ids=str)
def test_each_is_answered_with_field_value_and_what_is_right(
    kind: str, changes: Body, field: str, value: object, right: str
) -> None:
    found = [one for one in _faults(kind, changes) if field in one.field]
    assert found, _faults(kind, changes)
    fault = found[0]
    assert printable(fault.value) == value
    assert right in translated(fault.expected, "fr"), translated(fault.expected, "fr")
    assert translated(fault.message, "fr") != fault.message != ""
    assert fault.expected != ""
    assert "Input" not in fault.message


@pytest.mark.parametrize("kind", DOORS)
def test_what_they_change_is_right(kind: str) -> None:
    assert [fault.field for fault in _faults(kind, {})] == []
