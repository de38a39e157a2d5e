"""``/v1/synergies/{synergy_id}/parties``: names from registry, by lives heard over real Kafka."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.matching import Life, NextAction, Party, Side
from boucle.platform.bus import Bus
from boucle.platform.events import Event, event_id
from boucle.registry.app import SERVICE
from boucle.registry.parties.synergies.following import NAME
from tests.integration.indicators.figures.test_indicators import publish
from tests.integration.registry.conftest import CAEN, FALAISE, FEDERATION, Api, organisation, site
from tests.kit import RunningWorker, eventually
from tests.kit.whole_database import whole

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SYNERGY, SECRET = UUID(int=1), "what people agreed"
PARTIES = f"/v1/synergies/{SYNERGY}/parties"
CLAIRE = {"name": "Claire Dupré", "email": "claire@scierie.example", "phone": "+33 6 12 34 56 78"}
PAUL = {"name": "Paul Martin", "email": "paul@papeterie.example"}
_REACHED = "SELECT coalesce(sum(next_offset), 0)::int FROM progress WHERE consumer = $1"


@dataclass
class Town:
    """Companies of two tools; ``sides``: how they stand in synergies."""

    api: Api
    bus: Bus
    sides: list[Side] = field(default_factory=list)
    published: int = 0

    def company(self, place: int) -> dict[str, str]:
        return self.api.tokens.company(self.sides[place].organisation_id)

    async def declare(self, source: str, by: dict[str, str], name: str, **changes: Any) -> None:
        """... an organisation with a site at an address."""
        number, territory = len(self.sides), changes.get("territory", FALAISE)
        root = f"/v1/sources/{source}"
        body = organisation(name=name, **changes)
        made = await self.api.put(f"{root}/organisations/{number}", body, by=by)
        place = site(
            organisation=str(number),
            name=f"Atelier de {name}",
            territory=territory,
            address="3 rue du Port",
            commune="Falaise",
        )
        at = await self.api.put(f"{root}/sites/{number}", place, by=by)
        ids = UUID(made["organisation_id"]), territory, UUID(at["site_id"])
        self.sides.append(Side("member", *ids, sharing_id=UUID(int=100 + number)))

    async def tell(self, life: Life, version: int) -> None:
        type_ = "life.answered.v1"
        event = Event(
            id=event_id("boucle/matching", type_, str(life.synergy_id), version),
            type=type_,
            source="boucle/matching",
            subject=str(life.synergy_id),
            entity_version=version,
            time=NOW,
            correlation_id=UUID(int=1),
            causation_id=None,
            data=life,
        )
        await publish(self.bus, "life", event)
        self.published += 1
        await eventually(self._heard, within=30)

    async def _heard(self) -> bool:
        (row,) = await self.api.fetch(_REACHED, NAME)
        return bool(row[0] == self.published)

    async def named(self, by: dict[str, str]) -> list[str]:
        """Who is named; nobody: answered as an unknown synergy."""
        answer = await self.api.http.get(PARTIES, headers=by)
        if answer.status_code == 404:
            unknown = await self.api.http.get(PARTIES.replace("01/", "99/"), headers=by)
            assert answer.text.replace("01", "99") == unknown.text.replace("01", "99")
            return []
        assert answer.status_code == 200, answer.text
        return [one["name"] for one in answer.json()["items"]]


@pytest.fixture
async def town(api: Api, bus: Bus, running_worker: RunningWorker) -> AsyncIterator[Town]:
    made = Town(api, bus)
    await made.declare("tyca", api.tool, "Scierie", siren="732829320", contacts=[CLAIRE])
    await made.declare("autre", api.other_tool, "Papeterie", territory=CAEN, contacts=[PAUL])
    await made.declare("autre", api.other_tool, "Laiterie", contacts=[])
    await made.declare("autre", api.other_tool, "Garage", contacts=[PAUL])
    async with running_worker(SERVICE):
        yield made


def pair(town: Town, *, disclosed: bool = True) -> Life:
    offer, need = replace(town.sides[0], role="offer"), replace(town.sides[1], role="need")
    return Life(
        synergy_id=SYNERGY,
        kind="substitution",
        state="consented" if disclosed else "interested",
        found_by="engine",
        parties=(
            Party(side=offer, standing="consented"),
            Party(side=need, standing="consented" if disclosed else "interested"),
        ),
        state_since=NOW,
        opened_at=NOW,
        disclosed=disclosed,
        next_action=NextAction("animator", SECRET),
    )


def group(town: Town) -> Life:
    """Of four: the third left, the first and the fourth are apart; its carrier is the third."""
    first, second, third, fourth = town.sides
    members = [
        GroupMember(
            sharing_id=one.sharing_id or SYNERGY,
            organisation_id=one.organisation_id,
            site_id=one.site_id or SYNERGY,
            territory=one.territory,
        )
        for one in town.sides
    ]
    return replace(
        pair(town),
        kind="pooling",
        parties=(
            Party(side=first, standing="consented", apart_from=(fourth.organisation_id,)),
            Party(side=second, standing="consented"),
            Party(side=third, standing="refused", reason="other"),
            Party(side=fourth, standing="consented", apart_from=(first.organisation_id,)),
        ),
        carrier=third,
        group=Group(
            synergy_id=SYNERGY,
            kind="pooling",
            subject="waste_collection",
            anchor=f"zone:{FALAISE}/ZA1",
            stream="skip",
            state="proposed",
            territory=FALAISE,
            members=tuple(members),
            measure="members",
            value="4",
            threshold="3",
            unit="1",
        ),
    )


async def test_both_are_named_to_both_from_consent_on_and_to_nobody_else(town: Town) -> None:
    api, both = town.api, ["Scierie", "Papeterie"]
    may = [
        *(town.company(0), town.company(1), api.tool, api.other_tool, api.operator),
        *(api.tokens.animator(FALAISE), api.tokens.animator(CAEN)),
    ]
    never = [town.company(2), api.tokens.animator(FEDERATION), api.tokens.tool("stranger")]
    assert [await town.named(one) for one in may] == [[]] * len(may)
    await town.tell(pair(town, disclosed=False), 1)
    assert [await town.named(one) for one in may] == [[]] * len(may)
    await town.tell(pair(town), 2)
    assert [await town.named(one) for one in may] == [both] * len(may)
    assert [await town.named(one) for one in never] == [[]] * len(never)
    await api.get(PARTIES, by=api.tokens.service(), expect=403)
    assert (await api.http.get(PARTIES)).status_code == 401
    await town.tell(pair(town), 1)  # an older one, published again
    assert await town.named(town.company(0)) == both
    await town.tell(pair(town, disclosed=False), 3)
    assert [await town.named(one) for one in may] == [[]] * len(may)


async def test_a_party_is_organisation_site_and_the_person_of_its_mails(town: Town) -> None:
    await town.tell(pair(town), 1)

    shown = await town.api.get(PARTIES, by=town.company(1))

    scierie, papeterie = shown["items"]
    assert (scierie["role"], papeterie["role"]) == ("offer", "need")
    assert (scierie["siren"], papeterie["siren"]) == ("732829320", None)
    assert scierie["organisation_id"] == str(town.sides[0].organisation_id)
    site_, contact = scierie["site"], scierie["contact"]
    assert site_["site_id"] == str(town.sides[0].site_id)
    assert (site_["name"], site_["address"]) == ("Atelier de Scierie", "3 rue du Port")
    assert site_["commune"] == "Falaise"
    assert {key: contact[key] for key in CLAIRE} == CLAIRE
    assert shown["carrier"] is None


async def test_a_tool_that_may_act_no_more_reads_no_name(town: Town) -> None:
    await town.tell(pair(town), 1)
    scierie = f"/v1/organisations/{town.sides[0].organisation_id}"
    assert await town.named(town.api.tool) == ["Scierie", "Papeterie"]

    await town.api.delete(f"{scierie}/grants/{town.api.tool_id}", by=town.api.operator)

    assert await town.named(town.api.tool) == []


async def test_an_erased_person_is_gone_at_once(town: Town) -> None:
    await town.tell(pair(town), 1)

    await town.api.post("/v1/persons/erase", {"address": CLAIRE["email"]}, expect=200)

    answer = await town.api.http.get(PARTIES, headers=town.company(1))
    assert answer.json()["items"][0]["name"] == "Scierie"
    assert answer.json()["items"][0]["contact"] is None
    assert not [value for value in CLAIRE.values() if value in answer.text]


async def test_a_group_names_those_who_consented_but_for_who_refused_the_other(town: Town) -> None:
    await town.tell(group(town), 1)

    seen = [await town.named(town.company(place)) for place in range(4)]

    assert seen == [
        ["Scierie", "Papeterie"],
        ["Scierie", "Papeterie", "Garage"],
        [],
        ["Papeterie", "Garage"],
    ]
    carrier = (await town.api.get(PARTIES, by=town.company(1)))["carrier"]
    assert (carrier["name"], carrier["site"]["name"]) == ("Laiterie", "Atelier de Laiterie")
    assert "contact" not in carrier


async def test_what_people_wrote_of_a_synergy_is_not_kept(town: Town) -> None:
    await town.tell(pair(town), 1)

    assert SECRET not in await whole(town.api.database)
