"""What the portal reads of the API is there: each field has the name and the type of the contract,
and what may be null there may be null here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from boucle.portal.companies.shapes import (
    CompanyPage,
    ContactList,
    FlowPage,
    NotedCalls,
    ShownCompany,
    ShownFlow,
)
from boucle.portal.figures import MonthFigures
from boucle.portal.maps.shapes import OutlinesOnMap, SitesListed, ZonesOnMap
from boucle.portal.meetings.shapes import MeetingRows, ShownMeeting
from boucle.portal.needs.shapes import ProspectLines, UnmetLines
from boucle.portal.operations.shapes import OperatedTerritories, ShownPrincipals
from boucle.portal.own_company.shapes import (
    NamedParties,
    OwnDisclosures,
    PossiblePartners,
    SharingLines,
    Understood,
)
from boucle.portal.synergies.shapes import (
    ShownLetters,
    ShownSynergy,
    SynergyHistory,
    SynergyNotes,
    SynergyRows,
)
from boucle.portal.territories.shapes import SettingsHistory
from boucle.portal.today.shapes import (
    JoinRequestLines,
    OpenQuestions,
    ProposedContacts,
    ShownIntroductions,
    WatchedTerritory,
)
from boucle.portal.trust.shapes import FlaggedDoubles, OddMovements
from boucle.portal.visits.shapes import ImportedFile
from boucle.portal.workshops.shapes import CapturedLeads, ComposedWorkshop
from tests.contract.openapi.regenerate import WHOLE

DOCUMENT: dict[str, Any] = json.loads(WHOLE.read_text(encoding="utf-8"))
READ: dict[str, type[msgspec.Struct]] = {
    "/v1/territories": OperatedTerritories,
    "/v1/principals": ShownPrincipals,
    "/v1/synergies": SynergyRows,
    "/v1/synergies/{synergy_id}": ShownSynergy,
    "/v1/synergies/{synergy_id}/history": SynergyHistory,
    "/v1/synergies/{synergy_id}/notes": SynergyNotes,
    "/v1/synergies/{synergy_id}/letters": ShownLetters,
    "/v1/synergies/{synergy_id}/parties": NamedParties,
    "/v1/organisations": CompanyPage,
    "/v1/organisations/{organisation_id}": ShownCompany,
    "/v1/organisations/{organisation_id}/contacts": ContactList,
    "/v1/organisations/{organisation_id}/calls": NotedCalls,
    "/v1/calls": NotedCalls,
    "/v1/sites": SitesListed,
    "/v1/outlines": OutlinesOnMap,
    "/v1/territories/{siren}/zones": ZonesOnMap,
    "/v1/flows": FlowPage,
    "/v1/flows/{flow_id}": ShownFlow,
    "/v1/imports/{import_id}": ImportedFile,
    "/v1/flows/{flow_id}/possibilities": PossiblePartners,
    "/v1/classify": Understood,
    "/v1/territories/{siren}": WatchedTerritory,
    "/v1/contact-proposals": ProposedContacts,
    "/v1/join-requests": JoinRequestLines,
    "/v1/questions": OpenQuestions,
    "/v1/introductions": ShownIntroductions,
    "/v1/sharings": SharingLines,
    "/v1/duplicates": FlaggedDoubles,
    "/v1/meetings": MeetingRows,
    "/v1/meetings/{meeting_id}": ShownMeeting,
    "/v1/meetings/{meeting_id}/leads": CapturedLeads,
    "/v1/workshop-tables": ComposedWorkshop,
    "/v1/unmet-flows": UnmetLines,
    "/v1/prospects": ProspectLines,
    "/v1/movements": OddMovements,
    "/v1/territories/{siren}/indicators": MonthFigures,
    "/v1/territories/{siren}/settings/history": SettingsHistory,
    "/v1/organisations/{organisation_id}/indicators": MonthFigures,
    "/v1/organisations/{organisation_id}/disclosures": OwnDisclosures,
}


@pytest.mark.parametrize("path", READ)
def test_what_is_read_is_in_the_contract(path: str) -> None:
    content = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]
    wrong = list(_differences(READ[path], content["application/json"]["schema"], path))
    assert wrong == []


def _differences(struct: type[msgspec.Struct], schema: Any, where: str) -> Iterator[str]:
    described = _resolved(schema)
    for field in inspect.type_info(struct).fields:  # type: ignore[attr-defined]
        place = f"{where}.{field.encode_name}"
        said = described.get("properties", {}).get(field.encode_name)
        if said is None:
            yield f"{place}: not in the contract"
            continue
        yield from _of_type(field.type, said, place)


def _of_type(read: Any, said: Any, place: str) -> Iterator[str]:
    options = read.types if isinstance(read, inspect.UnionType) else (read,)
    nullable = any(isinstance(one, inspect.NoneType) for one in options)
    if _may_be_null(said) and not nullable:
        yield f"{place}: may be null"
    for one in options:
        if isinstance(one, inspect.StructType):
            yield from _differences(one.cls, said, place)
        elif isinstance(one, inspect.VarTupleType):
            yield from _of_type(one.item_type, _resolved(said)["items"], f"{place}[]")


def _may_be_null(said: Any) -> bool:
    return any(one.get("type") == "null" for one in said.get("anyOf", ()))


def _resolved(schema: Any) -> Any:
    """The schema itself, not a reference, and not null."""
    options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if options:
        return _resolved(options[0])
    if "$ref" in schema:
        return _resolved(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    return schema
