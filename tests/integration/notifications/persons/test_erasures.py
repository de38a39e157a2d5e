"""Erasures among many texts, beside who writes and who sends; *stop* outlives them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from boucle.contract.persons import ERASED
from boucle.notifications.app import SERVICE
from boucle.notifications.introductions import store as introductions
from boucle.notifications.persons.recently_erased import AFTER
from tests.integration.notifications.leaving import hear
from tests.integration.notifications.persons.test_persons import (
    CLAIRE,
    claire_erased,
    is_claire,
    written_to,
)
from tests.integration.notifications.support import KEY, Office, Registry, a_life, link, published
from tests.kit import ApiClient, eventually

SAID = "voir Canari Dupréclaire, canari.claire@usine.example"


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
        client_secret=registry.secret,
    ) as made:
        yield made


async def test_names_go_in_texts_of_her_companies_addresses_in_all(office: Office) -> None:
    ours, others = (uuid4(), uuid4()), (uuid4(), uuid4())
    office.registry.add(*ours, *others)
    for pair in (ours, others):
        await office.only_hear(published(a_life(*pair)))
    await office.database.execute("update introduction_side set comment = $1", SAID)
    await hear(office, claire_erased([ours[0]], []))
    rows = await office.rows("select organisation_id, comment from introduction_side")
    said = {row["organisation_id"]: row["comment"] for row in rows}
    assert said[ours[0]] == f"voir {ERASED}, {ERASED}"
    assert {said[one] for one in others} == {f"voir Canari Dupréclaire, {ERASED}"}


async def test_pages_of_comments_are_all_read(office: Office) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    await office.only_hear(published(a_life(*pair)))
    many = """
    insert into introduction_side (introduction_id, organisation_id, position, territory, consent,
                                   comment)
    select introduction_id, gen_random_uuid(), 2 + rank, '200000000', false, $1
    from introduction, generate_series(1, 250) as rank
    """
    await office.database.execute(many, SAID)
    await hear(office, claire_erased([pair[0]], []))
    left = "select 1 from introduction_side where comment like '%usine.example%'"
    assert await office.rows(left) == []


async def test_who_was_answering_does_not_bring_the_comment_back(office: Office) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    await office.only_hear(published(a_life(*pair)))
    await office.database.execute(
        "update introduction_side set comment = $1, answer = 'other'", SAID
    )
    [row] = await office.rows("select introduction_id from introduction")
    waiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like $1"
    async with office.database.write() as session:
        kept = await introductions.lock(session, row["introduction_id"])
        erasing = asyncio.create_task(hear(office, claire_erased(list(pair), [])))

        async def waits() -> bool:
            return bool(await office.database.fetch(waiting, "%for no key update%"))

        await eventually(waits)
        await introductions.save(session, kept.record, office.clock(), pair)
    await erasing
    rows = await office.rows("select comment from introduction_side")
    assert {one["comment"] for one in rows} == {f"voir {ERASED}, {ERASED}"}


async def test_who_is_erased_still_stops_and_goes_on(
    office: Office, client: httpx.AsyncClient
) -> None:
    pair, later, again = ((uuid4(), uuid4()) for _ in range(3))
    office.registry.add(*pair, *later, *again)
    contacts = is_claire(office.registry, pair[0])
    await office.hear(published(a_life(*pair)))
    await office.send()
    mail = next(one for one in office.sink.received() if one.to == CLAIRE["email"])
    office.registry.companies[pair[0]]["contacts"] = []
    await hear(office, claire_erased([pair[0]], contacts))

    assert (await client.post(link(mail, "stop"), data={"stop": "yes"})).status_code == 303
    assert 'value="no"' in (await client.get(link(mail, "stop"))).text
    is_claire(office.registry, later[0])
    await office.hear(published(a_life(*later)))
    await office.send()
    assert len(await written_to(office, CLAIRE["email"])) == 1

    assert (await client.post(link(mail, "stop"), data={"stop": "no"})).status_code == 303
    assert (await client.post(link(mail, "stop"), data={"pause": "14"})).status_code == 422
    for purpose in ("p", "r"):
        assert (await client.get(link(mail, purpose))).status_code == 404
    assert (await client.post(link(mail, "p"), data={"do": "stop"})).status_code == 404
    is_claire(office.registry, again[0])
    office.clock.advance(timedelta(days=2))
    await office.hear(published(a_life(*again)))
    await office.send()
    assert len(await written_to(office, CLAIRE["email"])) == 2


async def test_a_contact_written_to_a_mail_after_its_erasure_is_taken_out(office: Office) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    contacts = is_claire(office.registry, pair[0])
    await office.only_hear(published(a_life(*pair)))
    recent = await hear(office, claire_erased([pair[0]], contacts))
    await office.database.execute("update mail set contact_id = $1", contacts[0])
    await recent.erase()
    assert await office.rows("select 1 from mail where contact_id is not null") != []
    office.clock.advance(AFTER)
    await recent.erase()
    assert await office.rows("select 1 from mail where contact_id is not null") == []


async def test_what_was_asked_before_an_erasure_is_asked_again(office: Office) -> None:
    company = uuid4()
    office.registry.add(company)
    is_claire(office.registry, company)
    directory, answer, asked = office.sender.directory, office.sender.directory._answer, []

    async def slow(*question: object) -> object:
        said = await answer(*question)  # type: ignore[arg-type]
        asked.append(said)
        if len(asked) == 1:
            office.registry.companies[company]["contacts"] = []
            directory.forget_people()
        return said

    directory._answer = slow  # type: ignore[method-assign, assignment]
    found = await directory.find([company], [])
    assert (len(asked), found.organisations[company].contacts) == (2, ())
