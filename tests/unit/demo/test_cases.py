"""Of each real case of several companies registry takes what the demo declares, and the detectors
find just its members; what must stand in no group stands in none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

import pytest

from boucle.catalogue import load_catalogue
from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Place, Sharing, Zone
from boucle.demo.cases import DemoCase, DemoRefusal, cases
from boucle.demo.declarations import DemoDeclaration
from boucle.demo.groups import CROSSED
from boucle.matching.kinds.detector import Declared
from boucle.matching.kinds.markets import groups_of, market_of
from boucle.registry.api.schemas.declarations.sharings import SharingPut
from boucle.registry.api.wire import declared_sharing
from boucle.registry.declarations.sharings.drafts import drafted
from boucle.registry.declarations.sharings.sharing import LaneEnd, SharingDraft

CASES = cases()
AT = {one.external_id: (one.body["latitude"], one.body["longitude"]) for one in CASES.sites}
GENLIS = Zone("GENLIS", 47.2424, 5.2194)
ALL = (*CASES.sharings, CASES.last)


def ident(name: str) -> UUID:
    return uuid5(UUID(int=5), name)


KEYS = {ident(one.external_id): one.external_id for one in ALL}


def draft_of(
    declared: DemoDeclaration, excluded: Mapping[str, tuple[str, ...]] = CASES.excluded
) -> SharingDraft:
    named = excluded.get(declared.external_id, ())
    body = {**declared.body, "excluded": [str(ident(f"company {key}")) for key in named]}
    sent = declared_sharing(SharingPut.model_validate(body))
    return drafted(sent, load_catalogue(), sharing_catalogue())


def event_of(declared: DemoDeclaration, excluded: Mapping[str, tuple[str, ...]]) -> Sharing:
    draft, company = draft_of(declared, excluded), declared.body["site"]
    latitude, longitude = AT[company]
    return Sharing(
        sharing_id=ident(declared.external_id),
        organisation_id=ident(f"company {company}"),
        site_id=ident(f"site {company}"),
        territory="000001002",
        kind=draft.kind,
        direction=draft.direction,
        subject=draft.subject,
        catalogue_version=sharing_catalogue().version,
        site=SiteFacts(latitude, longitude, "commune"),
        certainty=draft.certainty,
        valid_from=date(2026, 1, 1),
        zone=GENLIS if company.endswith("-genlis") else None,
        figures=draft.figures,
        choices=draft.choices,
        origin=_place(draft.origin),
        destination=_place(draft.destination),
        slots=draft.slots,
        months=draft.months,
        excluded=tuple(UUID(one) for one in draft.excluded),
        cost=draft.cost,
    )


def _place(end: LaneEnd | None) -> Place | None:
    if end is None or end.latitude is None or end.longitude is None:
        return None
    return Place(end.latitude, end.longitude)


def found(
    declared: Iterable[DemoDeclaration], excluded: Mapping[str, tuple[str, ...]] = CASES.excluded
) -> list[Group]:
    markets: dict[str, list[Declared[Sharing]]] = {}
    for sharing in (event_of(one, excluded) for one in declared):
        if (market := market_of(sharing)) is not None:
            markets.setdefault(market, []).append(Declared(sharing, 1))
    return [
        group
        for market, its in sorted(markets.items())
        for group in groups_of(market)(market, its, (), defaults)
    ]


def defaults(_territory: str) -> Mapping[str, Decimal]:
    return {key: each.default for key, each in sharing_catalogue().parameters.items()}


def members(group: Group) -> set[str]:
    return {KEYS[one.sharing_id] for one in group.members if one.role != "carrier"}


@pytest.fixture(scope="module")
def groups() -> list[Group]:
    return found(ALL)


@pytest.mark.parametrize("declared", ALL, ids=lambda declared: declared.external_id)
def test_registry_takes_every_sharing(declared: DemoDeclaration) -> None:
    draft = draft_of(declared)
    assert draft.subject == declared.body["subject"]


@pytest.mark.parametrize("case", CASES.cases, ids=lambda case: case.id)
def test_a_real_case_is_found_with_its_members(case: DemoCase, groups: list[Group]) -> None:
    (group,) = [one for one in groups if members(one) & set(case.members)]
    assert members(group) == set(case.members)
    assert (group.kind, group.subject, group.state) == (case.kind, case.subject, "viable")


@pytest.mark.parametrize("refusal", CASES.refusals, ids=lambda refusal: refusal.of[0])
def test_what_must_stand_in_no_group_stands_in_none(
    refusal: DemoRefusal, groups: list[Group]
) -> None:
    assert [one for one in groups if members(one) & set(refusal.of)] == []


def test_one_more_declaration_takes_the_group_over_its_threshold() -> None:
    case = next(one for one in CASES.cases if one.id == CROSSED)
    (near,) = [one for one in found(CASES.sharings) if members(one) & set(case.members)]
    assert (near.state, near.value, near.threshold) == ("near", "4", "5")


def changed(key: str, **fields: object) -> list[DemoDeclaration]:
    return [
        DemoDeclaration(key, {**one.body, **fields}) if one.external_id == key else one
        for one in ALL
    ]


def of_more_producers() -> list[DemoDeclaration]:
    (like,) = (one for one in ALL if one.external_id == "grossiste-genlis.residual")
    more = ("mecanique-genlis", "cosmetique-genlis")
    return [*ALL, *(DemoDeclaration(f"{key}.residual", {**like.body, "site": key}) for key in more)]


ENOUGH = [{"amount": "60000"}]
CHILLED = {"temperature": "chilled", "adr": "none"}
OTHERWISE: Mapping[str, Callable[[], list[DemoDeclaration]]] = {
    "menuiserie-genlis.residual": of_more_producers,
    "imprimerie-chaource": lambda: changed("imprimerie-chaource", choices=CHILLED),
    "serres-roussillon": lambda: changed("osiris", slots=ENOUGH),
}


@pytest.mark.parametrize("key", OTHERWISE)
def test_it_is_refused_for_the_one_reason_that_is_named(key: str) -> None:
    """Without it, it would stand in a group."""
    wanted = ident(key)
    found_now = found(OTHERWISE[key]())
    assert any(wanted == one.sharing_id for group in found_now for one in group.members)


def test_competitors_would_share_if_they_were_none() -> None:
    post = [one for one in found(ALL, {}) if "saurisserie-quimper" in members(one)]
    assert [members(one) for one in post] == [{"fumage-quimper", "saurisserie-quimper"}]
