"""The morning mail is stopped by its own link, which opens nothing else; what stays of a reader."""

from datetime import date, timedelta
from uuid import uuid4

import httpx
import pytest

from boucle.notifications.mornings.sender import MorningSender
from boucle.notifications.persons.retention import forgetting
from boucle.notifications.preferences import mornings as store
from tests.integration.notifications.leaving import PERSONS, erased, hear
from tests.integration.notifications.mornings.morning import (
    ANNE,
    SEVEN,
    introduced,
    planned,
    text_of,
    told,
)
from tests.integration.notifications.support import (
    HAVRE,
    START,
    Office,
    link,
    links,
)
from tests.kit.contact import ANIMATOR


@pytest.mark.parametrize("form", [{"stop": "yes"}, {"List-Unsubscribe": "One-Click"}])
async def test_its_foot_stops_this_mail_alone_and_takes_it_back(
    office: Office, client: httpx.AsyncClient, sender: MorningSender, form: dict[str, str]
) -> None:
    life, pages = await introduced(office)
    await client.post(pages[0], data={"answer": "interested"})
    mail = await told(office, sender)
    assert mail is not None
    stop = link(mail, "stop")
    assert stop.startswith("/stop/matin/")
    assert mail.headers["List-Unsubscribe"] == f"<https://boucle.example{stop}>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for _again in range(2):  # whoever only looks changes nothing
        shown = await client.get(stop)
        assert (shown.status_code, "Ne plus le recevoir" in shown.text) == (200, True)
    assert (await client.post(stop, data={"stop": "?"})).status_code == 422
    await client.post(pages[0], data={"answer": "refused", "reason": "price"})
    for _again in range(2):
        assert (await client.post(stop, data=form)).status_code in (200, 303)
    assert "Recevoir à nouveau" in (await client.get(stop)).text
    assert await told(office, sender, SEVEN + timedelta(days=1)) is None
    assert await office.rows("select * from stopped_person") == []
    await planned(office, life, date(2026, 3, 4))
    assert (await client.post(stop, data={"stop": "no"})).status_code == 303
    again = await told(office, sender, SEVEN + timedelta(days=2))
    assert again is not None
    assert "ne donne pas suite" in text_of(again), "nothing between is lost"


async def test_links_of_other_purposes_do_not_stop_it_nor_it_others(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, pages = await introduced(office)
    token = links().token("morning", uuid4())
    for path in (pages[0].replace("/r/", "/stop/matin/"), f"/stop/{token}", "/stop/matin/x"):
        assert (await client.get(path)).status_code == 404
        assert (await client.post(path, data={"stop": "yes"})).status_code == 404
    assert await office.rows("select * from morning_mail") == []


@pytest.mark.parametrize("stopped", [True, False])
async def test_who_is_erased_leaves_nothing_but_their_stop(
    office: Office, client: httpx.AsyncClient, sender: MorningSender, *, stopped: bool
) -> None:
    _, pages = await introduced(office)
    await client.post(pages[0], data={"answer": "interested"})
    mail = await told(office, sender)
    assert mail is not None
    if stopped:
        await client.post(link(mail, "stop"), data={"stop": "yes"})
    await hear(office, erased(ANNE, [], [], START))
    assert len(await office.rows("select * from morning_mail")) == stopped


async def test_who_animates_no_more_is_forgotten_but_their_stop(
    office: Office, sender: MorningSender
) -> None:
    office.registry.territories[HAVRE] = {"name": "Le Havre", "animator": ANIMATOR}
    office.clock.set(SEVEN)
    await sender.send()
    stopping = store.reader_of(PERSONS, str(ANNE["email"]))
    async with office.database.write() as session:
        await store.stop(session, stopping, SEVEN)
    office.clock.advance(timedelta(days=31))
    await forgetting(office.database, office.clock, 30).work()
    assert await office.rows("select reader from morning_mail") == [{"reader": stopping}]
