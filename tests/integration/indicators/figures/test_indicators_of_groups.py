"""Sharings, groups and their lives over real Kafka become figures over HTTP."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.matching import Life, Party, Side
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity, Site
from boucle.contract.events.sharing import Sharing
from boucle.indicators.app import SERVICE
from boucle.platform.bus import Bus
from boucle.platform.events import Event
from tests.integration.indicators.figures.test_indicators import (
    FACTS,
    HAVRE,
    REGION,
    TERRITORIES,
    event,
    ident,
    publish,
)
from tests.kit.eventually import eventually
from tests.kit.kit import ApiClient, RunningWorker
from tests.kit.tokens import Tokens

GROUP = ident("group")
FIRM = ident("company 0")


def site() -> Event[Any]:
    data = Site(
        site_id=ident("site 0"),
        organisation_id=FIRM,
        territory=HAVRE,
        facts=FACTS,
        valid_from=date(2026, 1, 1),
    )
    return event("site.declared.v1", data.site_id, data)


def needed(number: int) -> Event[Any]:
    data = Sharing(
        sharing_id=ident(f"need {number}"),
        organisation_id=ident(f"company {number}"),
        site_id=ident(f"site {number}"),
        territory=HAVRE,
        kind="service",
        direction="need",
        subject="waste_collection",
        catalogue_version="1",
        site=FACTS,
        certainty="estimated",
        valid_from=date(2026, 1, 15),
    )
    return event("sharing.declared.v1", data.sharing_id, data)


def found(state: Any, version: int, tonnes: str) -> Event[Any]:
    members = tuple(
        GroupMember(
            sharing_id=ident(f"need {number}"),
            organisation_id=ident(f"company {number}"),
            site_id=ident(f"site {number}"),
            territory=HAVRE,
            amount="100",
            alone="13100",
            saving="900",
        )
        for number in range(5)
    )
    data = Group(
        synergy_id=GROUP,
        kind="pooling",
        subject="waste_collection",
        anchor=f"zone:{HAVRE}/Z1",
        stream="bin",
        state=state,
        territory=HAVRE,
        members=members,
        measure="saving",
        value="0.29",
        threshold="0.1",
        unit="1",
        figures={
            "tonnes": Amount("t/yr", tonnes, tonnes),
            "eur": Amount("EUR/yr", "4500", "4500"),
        },
    )
    return event(f"group.{state}.v1", GROUP, data, version)


def lived(state: Any, version: int, disclosed: bool) -> Event[Any]:
    sides = [
        Side("member", ident(f"company {number}"), HAVRE, sharing_id=ident(f"need {number}"))
        for number in range(5)
    ]
    data = Life(
        synergy_id=GROUP,
        kind="pooling",
        state=state,
        found_by="engine",
        parties=tuple(
            Party(side=one, standing="consented" if disclosed else "pending") for one in sides
        ),
        state_since=datetime(2026, 2, 1, tzinfo=UTC),
        opened_at=datetime(2026, 2, 1, tzinfo=UTC),
        disclosed=disclosed,
        group=found("proposed", 1, "500").data,
        agreed=Quantity("500", "t"),
    )
    return event(f"life.{state}.v1", GROUP, data, version)


async def test_a_groups_figures_follow_its_events_and_its_members_see_them_once_disclosed(
    bus: Bus, running_worker: RunningWorker, api_client: ApiClient, tokens: Tokens
) -> None:
    async def figures(path: str, who: dict[str, str]) -> dict[str, Any]:
        async with api_client(SERVICE) as client:
            answer = await client.get(f"/v1/{path}/indicators", headers=who)
        return {one["key"]: one for one in answer.json().get("figures", ())}

    async def shown(key: str, field: str, value: str) -> None:
        async def is_it() -> bool:
            places = [f"territories/{siren}" for siren in (HAVRE, REGION)]
            read = [(await figures(one, tokens.operator())).get(key) for one in places]
            return all(one is not None and one[field] == value for one in read)

        await eventually(is_it, within=5)

    own, company = f"organisations/{FIRM}", tokens.company(FIRM)
    async with running_worker(SERVICE):
        await publish(bus, "territory", *TERRITORIES)
        await publish(bus, "site", site())
        await publish(bus, "sharing", *map(needed, range(5)))
        await shown("services_needed", "value", "5")
        await publish(bus, "group", found("near", 1, "300"), found("viable", 2, "500"))
        await shown("groups_pooling_viable", "value", "1")
        await publish(bus, "life", lived("introduced", 1, disclosed=False))
        await publish(bus, "group", found("proposed", 3, "500"))
        await shown("groups_pooling_proposed", "value", "1")
        assert "groups_pooling_proposed" not in await figures(own, company)
        await publish(bus, "life", lived("running", 2, disclosed=True))
        await shown("running_tonnes_pooling", "low", "500")
        await publish(bus, "group", found("running", 4, "450"))
        await shown("running_tonnes_pooling", "low", "450")
    seen = await figures(own, company)
    assert seen["groups_pooling_running"]["value"] == "1"
    assert seen["running_eur_pooling"]["low"] == "900"
    assert seen["running_tonnes_pooling"]["missing"] == ["its own part is not computed"]
