"""A group of several companies: each answers for itself, and the others go on."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import httpx
import pytest

from boucle.matching.lives.commands import Run
from tests.integration.notifications.api.test_api import client, meeting
from tests.integration.notifications.groups.going import NO, PERHAPS, YES, Going
from tests.integration.notifications.support import CAUX, Office
from tests.kit import Tokens
from tests.kit.mails.received import plain

__all__ = ["client"]  # a fixture


@pytest.fixture
async def going(office: Office, client: httpx.AsyncClient) -> Going:
    made = Going(office, client)
    await made.begin()
    return made


def read(page: str) -> str:
    return plain(unescape(page))


async def test_all_are_introduced_and_once_all_agree_each_gets_the_others_names(
    going: Going,
) -> None:
    for rank in range(5):
        assert await going.steps(rank) == ["introduction"]
        text = going.text(rank)
        assert "au moins 3 entreprises proches" in text
        others = [one for one in range(5) if one != rank]
        assert not [name for name in going.names(*others) if name in text]
    await going.answer(YES, 0, 1, 2, 3)
    assert await going.steps(0) == ["introduction"]
    await going.answer(YES, 4)
    for rank in range(5):
        assert await going.steps(rank) == ["introduction", "disclosure"]
        others = [one for one in range(5) if one != rank]
        assert all(name in going.text(rank) for name in going.names(*others))
    assert "contacte chacun avant le" in going.text(1)
    assert "papier et carton : votre groupe" in read(await going.page(1))


async def test_who_is_interested_is_asked_once_the_others_are(going: Going) -> None:
    await going.answer(PERHAPS, 0)
    await going.answer(YES, 1, 2, 3)
    assert "Quand toutes celles qui restent l'auront accepté" in read(await going.page(1))
    await going.answer(YES, 4)
    assert await going.steps(0) == ["introduction", "consent_request"]
    page = read(await going.page(0))
    assert "Les autres entreprises sont intéressées aussi" in page
    assert "Acceptez-vous d'échanger vos coordonnées ?" in page
    await going.answer(YES, 0)
    assert (await going.steps(0))[-1] == "disclosure"


async def test_who_refuses_leaves_and_the_others_go_on_without_knowing_who(going: Going) -> None:
    await going.answer(YES, 0, 1)
    before = await going.page(0)
    await going.answer(NO, 4)
    for rank in range(5):
        assert await going.steps(rank) == ["introduction"], "a mail for each would count who left"
    assert "au moins 3 entreprises proches" in read(before).lower()
    assert await going.page(0) == before
    assert "Vous ne faites plus partie de ce groupe." in read(await going.page(4))
    await going.answer(YES, 2, 3)
    assert await going.steps(0) == ["introduction"], "what it brings without one is reckoned first"
    await going.reckoned()
    assert await going.steps(0) == ["introduction", "disclosure"]
    assert "À chiffrer : il manque le nouveau calcul" not in going.text(0)
    assert await going.steps(4) == ["introduction"]
    assert going.names(4)[0] not in going.text(0)
    assert all(name in going.text(0) for name in going.names(1, 2, 3))


async def test_names_wait_ten_minutes_for_what_the_group_brings_at_most(going: Going) -> None:
    await going.answer(NO, 4)
    await going.answer(YES, 0, 1, 2, 3)
    going.office.clock.advance(timedelta(minutes=9))
    await going.settle()
    assert await going.steps(0) == ["introduction"]
    going.office.clock.advance(timedelta(minutes=1))
    await going.settle()
    assert await going.steps(0) == ["introduction", "disclosure"]
    assert "À chiffrer : il manque le nouveau calcul" in going.text(0)


async def test_where_too_few_go_on_nobody_is_counted(
    office: Office, client: httpx.AsyncClient
) -> None:
    going = Going(office, client, "equipment")
    await going.begin()
    assert "une ou plusieurs entreprises proches" in going.text(0)
    await going.answer(PERHAPS, 0)
    await going.answer(NO, 2)
    assert await going.steps(0) == ["introduction"]
    assert "une ou plusieurs entreprises proches" in read(await going.page(0)).lower()
    await going.answer(YES, 1)
    assert (await going.steps(0))[-1] == "consent_request"
    assert "une ou plusieurs entreprises proches" in going.text(0).lower()


async def test_it_is_over_once_too_few_stay(office: Office, client: httpx.AsyncClient) -> None:
    going = Going(office, client, "freight")
    await going.begin()
    await going.answer(YES, 0)
    await going.answer(NO, 1)
    assert await going.steps(0) == ["introduction", "group_over"]
    assert await going.steps(1) == ["introduction"]
    assert "Votre nom n'a été transmis à personne." in going.text(0)
    page = read(await going.page(0))
    assert "Le groupe ne se fait pas" in page
    assert re.search(r'<p class="matter">[^<]+ : votre groupe</p>', page)


async def test_while_it_runs_members_hear_who_left_a_risk_and_its_reason(going: Going) -> None:
    await going.answer(YES, *range(5))
    await going.moves("animator", Run(None, going.office.clock().date()))
    await going.leaves(4)
    assert (await going.steps(0))[-1] == "member_left"
    assert "Une entreprise quitte votre groupe" in going.text(0)
    assert "Le groupe continue avec 4 membres, vous compris." in going.text(0)
    assert going.names(4)[0] not in going.text(0)
    assert (await going.steps(4))[-1] == "disclosure"
    assert "Vous ne faites plus partie de ce groupe" in read(await going.page(4))
    assert going.names(0)[0] not in await going.page(4)
    await going.weighed("contract_renewed")
    assert (await going.steps(1))[-1] == "at_risk"
    assert "une entreprise a renouvelé seule son contrat" in going.text(1)
    await going.weighed("contract_renewed", "volume_fell")
    assert "les quantités du groupe ont baissé" in going.text(1)
    assert (await going.steps(1))[-2:] == ["at_risk", "at_risk"]


async def test_a_lost_group_is_said_to_those_who_wait_with_no_reason_that_tells_of_others(
    going: Going,
) -> None:
    await going.answer(YES, 0, 1)
    await going.weighed("volume_fell", lost=True)
    assert [await going.steps(rank) for rank in (0, 2)] == [
        ["introduction", "group_over"],
        ["introduction"],
    ]
    assert "il n'est plus viable" in going.text(0)
    assert "quantités" not in going.text(0)


async def test_the_carrier_is_named_to_members_alone(going: Going) -> None:
    carrier = uuid4()
    going.office.registry.add(carrier)
    name = str(going.office.registry.companies[carrier]["name"])
    await going.answer(YES, *range(5))
    await going.carried_by(carrier)
    assert (await going.steps(3))[-1] == "carrier_named"
    assert name in going.text(3)
    assert name in await going.page(3)
    assert not [
        one
        for one in going.office.sink.received()
        if one.to == going.office.registry.email(carrier)
    ]


async def test_a_meeting_made_from_a_group_invites_those_who_go_on(
    going: Going, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    await going.answer(NO, 4)
    await going.answer(YES, 0, 1, 2, 3)
    carrier = uuid4()
    going.office.registry.add(carrier)
    await going.carried_by(carrier)
    body = meeting(
        going.synergy,
        agenda="1. Chacun dit ce qu'il confie",
        host={"name": "Maud Quai", "phone": "02 35 00 11 22"},
    )
    answer = await client.post("/v1/meetings", headers=tokens.animator(CAUX), json=body)
    assert answer.status_code == 201, answer.text
    invited = {one["organisation_id"] for one in answer.json()["attendees"]}
    assert invited == {str(going.members[rank]) for rank in range(4)}
    await going.office.send()
    text = going.text(0)
    names = ", ".join(going.names(1, 2, 3))
    carried = going.office.registry.companies[carrier]["name"]
    assert f"24 t/an de papier et carton : votre groupe avec {names}" in text
    assert f"le prestataire : {carried}" in text
    assert "1. Chacun dit ce qu'il confie" in text
    assert (await going.steps(4))[-1] == "introduction"


async def test_a_group_on_its_page_asks_with_reasons_that_fit(
    office: Office, client: httpx.AsyncClient
) -> None:
    going = Going(office, client, "post")
    await going.begin()
    page = read(await going.page(0))
    assert "Un poste partagé" in page
    assert "la forme physique" not in page
    assert "le prix ou le coût ne convient pas".capitalize() in page
    assert "transmettez-leur mes coordonnées" in page
